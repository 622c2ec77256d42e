import { COUNTED_EXACTLY_MAX, type Facets } from '../../contract/index.ts';
import { frequentKeys } from '../domain/frequent-keys.ts';
import { type OptionLabel, termPrefix } from '../domain/option-term.ts';
import type { BriefCounts } from '../domain/product-briefs.ts';
import { type FoundBriefs, readBriefs, readFirst, type Top } from './found-briefs.ts';
import type { PlacedRow } from './listed-row.ts';
import { type MatchEstimates, rememberTooMany, type SearchParts } from './match-estimates.ts';
import { optionLabels } from './option-labels.ts';
import { briefChoices, hasChoices, type ProductFilters, sampleLevels } from './product-filters.ts';

/** At most so many rows, at least a quarter: a half of 600 is right to 4 %, a tenth to 12 %. */
const SAMPLED_ROWS_MAX = 1_200;
const TERMS_MAX = 1_000;
const OPTIONS_MAX = 30;
const VALUES_MAX = 100;

/** An estimate errs by 8 % here: above this, one in a million could have been counted. */
const COUNTED_ESTIMATE_MAX = 1.4 * COUNTED_EXACTLY_MAX;

/** Whether all that is chosen is likely to be counted one by one. */
export const isCounted = ({ chosen }: MatchEstimates): boolean => chosen <= COUNTED_ESTIMATE_MAX;

interface CountedFacets {
  facets: Facets;
  first: PlacedRow[] | undefined;
}

/**
 * Counts for the choices beside a list; see the contract for what a facet obeys. Reads a bounded
 * number of rows: all of them where that are few, else a sample. The `first` rows are undefined
 * where no `top` is wanted, or not all that is chosen was looked at.
 */
export async function productFacets(
  parts: SearchParts,
  filters: ProductFilters,
  { estimates, top }: { estimates: MatchEstimates; top: Top | undefined },
): Promise<CountedFacets> {
  const { db } = parts;
  const first = async (found: FoundBriefs) =>
    top === undefined ? undefined : readFirst(db, filters, { found, top });
  if (estimates.all <= COUNTED_ESTIMATE_MAX) {
    const found = await readBriefs(db, filters, { of: 'all', top });
    if (found.counts.judged <= COUNTED_EXACTLY_MAX) {
      const [facets, rows] = await Promise.all([
        toFacets(parts, filters, { counts: found.counts, factor: 1 }),
        first(found),
      ]);
      return { facets, first: rows };
    }
    rememberTooMany(parts, filters, 'all');
  }
  const isCountable = hasChoices(filters) && isCounted(estimates);
  const [facets, chosen] = await Promise.all([
    sampledFacets(parts, filters, estimates.all),
    isCountable ? readBriefs(db, filters, { of: 'chosen', top }) : undefined,
  ]);
  if (chosen === undefined) return { facets, first: undefined };
  if (chosen.counts.total <= COUNTED_EXACTLY_MAX) {
    const exact = { total: chosen.counts.total, totalIsEstimate: false };
    return { facets: { ...facets, ...exact }, first: await first(chosen) };
  }
  rememberTooMany(parts, filters, 'chosen');
  return { facets, first: undefined };
}

async function sampledFacets(
  parts: SearchParts,
  filters: ProductFilters,
  matches: number,
): Promise<Facets> {
  for (const level of sampleLevels) {
    if (level < 13 && matches / 2 ** level > SAMPLED_ROWS_MAX) continue;
    const { counts } = await readBriefs(parts.db, filters, { of: 'all', sample: level });
    // Where there are far more than was thought, a sample is cut off, and the next is a quarter.
    if (counts.judged <= COUNTED_EXACTLY_MAX || level === 13)
      return toFacets(parts, filters, { counts, factor: 2 ** level });
  }
  throw new Error('there is a smallest sample');
}

async function toFacets(
  parts: SearchParts,
  filters: ProductFilters,
  { counts, factor }: { counts: BriefCounts; factor: number },
): Promise<Facets> {
  const money = (amount: number) => ({ amount, currency: filters.currency });
  const terms = await countTerms(parts, filters, counts);
  return {
    total: counts.total * factor,
    totalIsEstimate: factor > 1,
    estimated: factor > 1,
    options: groupTerms(terms.map((term) => ({ ...term, count: term.count * factor }))),
    price:
      counts.priceMin === null || counts.priceMax === null
        ? null
        : { min: money(counts.priceMin), max: money(counts.priceMax) },
    availability: {
      available: counts.available * factor,
      soldOut: counts.soldOut * factor,
    },
  };
}

type TermCount = OptionLabel & { count: number };

/** Terms of products that meet all choices, and of its own name where they fail one choice. */
async function countTerms(
  parts: SearchParts,
  filters: ProductFilters,
  { alike }: BriefCounts,
): Promise<TermCount[]> {
  const options = briefChoices(filters).options;
  const chosenKeys = new Set(options.flatMap(({ keys }) => [...keys]));
  // A search remembers far fewer labels than are kept, however many terms its products have.
  const frequent = frequentKeys(alike, { chosen: chosenKeys, limit: TERMS_MAX });
  const labels = await optionLabels(parts, frequent);
  const prefixes = filters.options.map(({ name }) => termPrefix(name));
  const counts = new Map<OptionLabel, number>();
  for (const { keys, chosen, failedBy } of alike)
    for (const key of keys) {
      const label = labels.get(key);
      if (label === undefined) continue;
      const own = prefixes.map((prefix, place) =>
        label.term.startsWith(prefix) ? (failedBy[place] ?? 0) : 0,
      );
      const count = own.reduce((sum, failed) => sum + failed, chosen);
      if (count > 0) counts.set(label, (counts.get(label) ?? 0) + count);
    }
  return [...counts]
    .map(([label, count]) => ({ ...label, count }))
    .sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))
    .slice(0, TERMS_MAX);
}

const inHumanOrder = new Intl.Collator('en', { numeric: true });

/** Names by how many products have them, values as people sort them: 9 before 10. */
function groupTerms(terms: readonly TermCount[]): Facets['options'] {
  const byName = Map.groupBy(terms, ({ name }) => name.toLowerCase());
  return [...byName.values()].slice(0, OPTIONS_MAX).map((group) => ({
    name: group[0]?.name ?? '',
    values: group
      .slice(0, VALUES_MAX)
      .map(({ value, count }) => ({ value, count }))
      .sort((a, b) => inHumanOrder.compare(a.value, b.value)),
  }));
}
