import type { Page } from '../load/protocol.ts';

/** What shoppers type: plain words of titles, broad ones, misspelt ones, and with filters. */
export type QueryClass = 'plain' | 'broad' | 'misspelt' | 'filtered';

/** 200 queries: one in ten broad, one in ten misspelt, one in five with two filters. */
const queriesOf: Readonly<Record<QueryClass, number>> = {
  plain: 120,
  broad: 20,
  misspelt: 20,
  filtered: 40,
};
/** What was typed as titles have it is found; misspelt or filtered it may be nowhere. */
const found = '"items":[{';
const facets = '"facets":{';
const holdsOf = (group: string): readonly string[] =>
  group === 'plain' || group === 'broad' ? [facets, found] : [facets];
const pagesMax = 2_000;
/** A broad query finds about this share of all products. */
const broadShare = 0.1;

/**
 * Addresses of searches with facets, each as often as Zipf's law has it: within its class the
 * second query is asked half as often as the first, the third a third.
 */
export function searchPages(o: {
  titles: readonly string[];
  filters: readonly string[];
}): readonly Page[] {
  const words = broadWords(o.titles);
  const pages: Page[] = [];
  for (const [group, count] of Object.entries(queriesOf)) {
    const distinct = Array.from({ length: count }, (_, rank) =>
      pathOf(group, { ...o, words, rank }),
    );
    const weights = distinct.map((_, rank) => 1 / (rank + 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const share = (pagesMax * count) / 200;
    for (const [rank, path] of distinct.entries()) {
      const times = Math.max(1, Math.round((share * (weights[rank] ?? 0)) / total));
      for (let time = 0; time < times; time += 1)
        pages.push({ path, group, holds: holdsOf(group) });
    }
  }
  return pages;
}

function pathOf(
  group: string,
  o: { titles: readonly string[]; filters: readonly string[]; words: string[]; rank: number },
): string {
  // A prime step spreads the queries over all titles.
  const title = o.titles[(o.rank * 7_919) % o.titles.length] ?? '';
  const text =
    group === 'broad'
      ? (o.words[o.rank % o.words.length] ?? '')
      : group === 'misspelt'
        ? misspell(lastWords(title, 1))
        : lastWords(title, 1 + (o.rank % 2));
  const filters = group === 'filtered' ? `&${o.filters[o.rank % o.filters.length] ?? ''}` : '';
  return `/api/v1/products?limit=24&facets=true&q=${encodeURIComponent(text)}${filters}`;
}

const lastWords = (title: string, count: number): string =>
  title.toLowerCase().split(/\s+/).slice(-count).join(' ');

/** Two letters in the middle change places, as fast fingers do. */
export function misspell(word: string): string {
  const middle = Math.floor(word.length / 2);
  const [first = '', second = ''] = [word[middle - 1], word[middle]];
  // Equal neighbours would leave the word as it is: one of them is left out.
  if (first === second) return word.slice(0, middle) + word.slice(middle + 1);
  return word.slice(0, middle - 1) + second + first + word.slice(middle + 1);
}

/** The twenty words whose share of titles is nearest to a tenth. */
export function broadWords(titles: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const title of titles)
    for (const word of new Set(title.toLowerCase().split(/\s+/)))
      if (word.length > 2) counts.set(word, (counts.get(word) ?? 0) + 1);
  const wanted = titles.length * broadShare;
  return [...counts]
    .sort(([, a], [, b]) => Math.abs(a - wanted) - Math.abs(b - wanted))
    .slice(0, queriesOf.broad)
    .map(([word]) => word);
}
