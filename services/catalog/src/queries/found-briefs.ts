import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { COUNTED_EXACTLY_MAX } from '../../contract/index.ts';
import { type BriefCounts, countBriefs, firstOfBriefs } from '../domain/product-briefs.ts';
import { type FoundOrder, placedPage, sortKeyOf } from './found-pages.ts';
import type { PlacedRow } from './listed-row.ts';
import {
  allConditions,
  briefChoices,
  fixedConditions,
  foundByWords,
  foundColumns,
  hasChoices,
  inSample,
  type ProductFilters,
  type SampleLevel,
  together,
} from './product-filters.ts';
import { runAnew, runKept } from './run-kept.ts';

/** The first of what is found: whoever looks at all of it finds them on the way. */
export interface Top {
  order: FoundOrder;
  limit: number;
}

/** Of all that is found before the shopper's choices, or of what meets them; or of a sample. */
interface BriefsAsked {
  of: 'all' | 'chosen';
  sample?: SampleLevel;
  top?: Top | undefined;
}

/** What was found, counted, with what tells the first of it. */
export interface FoundBriefs {
  briefs: Buffer;
  scores: readonly number[] | undefined;
  counts: BriefCounts;
}

/**
 * Reads the briefs of what is found, at most one more than is counted exactly, and counts them.
 * Products are ranked by the database where the `top` is by score, and only those that meet all
 * choices.
 */
export async function readBriefs(
  db: Database,
  filters: ProductFilters,
  { of, sample, top }: BriefsAsked,
): Promise<FoundBriefs> {
  const isRanked = top?.order === 'score';
  const columns = foundColumns(filters);
  const isJudged = of === 'all' && hasChoices(filters);
  const score = sortKeyOf(filters, 'score');
  const chosen = allConditions(filters, columns);
  const rank = isJudged ? sql`case when ${chosen} then ${score} end` : score;
  const condition = of === 'all' ? together(fixedConditions(filters, columns)) : chosen;
  const query = sql<{ briefs: string | null; scores: string | null }>`
    select string_agg(brief, '') as briefs,
           ${isRanked ? sql`string_agg(coalesce(score::text, ''), ',')` : sql`null`} as scores
    from (
      select found.brief,
             ${isRanked ? rank : sql`null::integer`} as score
      from product_search as found
      where ${foundByWords(filters)}
        and ${condition}
        and ${sample === undefined ? sql`true` : inSample(sample)}
      limit ${sql.lit(COUNTED_EXACTLY_MAX + 1)}
    ) as judged
  `;
  const [row] = await (hasOneWayIn(filters) ? runKept : runAnew)(db, query);
  const briefs = Buffer.from(row?.briefs ?? '', 'base64');
  return {
    briefs,
    scores: isRanked ? (row?.scores ?? '').split(',').map(Number) : undefined,
    counts: countBriefs(briefs, briefChoices(filters)),
  };
}

/** With words the index of words is the way in, whichever they are. */
const hasOneWayIn = ({ search, collectionIds }: ProductFilters): boolean =>
  search !== undefined && collectionIds === undefined;

/**
 * The first of what was found, as a list shows them; undefined where one of them went out of the
 * list meanwhile, so that another one would belong to them.
 */
export async function readFirst(
  db: Database,
  filters: ProductFilters,
  { found, top }: { found: FoundBriefs; top: Top },
): Promise<PlacedRow[] | undefined> {
  const { briefs, counts, scores } = found;
  const first = firstOfBriefs(briefs, counts.chosen, { scores, limit: top.limit });
  if (first.length === 0) return [];
  const rows = await runKept(db, placedPage(filters, { order: top.order, first }));
  return rows.length === first.length ? rows : undefined;
}
