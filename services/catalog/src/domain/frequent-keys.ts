import type { AlikeProducts } from './product-briefs.ts';

/**
 * Keys of the terms that most products have, and the `chosen` ones among them. Whether a product
 * that fails one choice counts for a term depends on the term's name, which its key does not tell:
 * so these are the first `limit` if no such product counts, and the first `limit` if each does.
 * Of terms with as many products the key decides.
 */
export function frequentKeys(
  alike: readonly AlikeProducts[],
  { chosen, limit }: { chosen: ReadonlySet<number>; limit: number },
): Set<number> {
  const least = new Map<number, number>();
  const most = new Map<number, number>();
  for (const products of alike) {
    const failed = products.failedBy.reduce((sum, count) => sum + count, 0);
    for (const key of products.keys) {
      add(least, key, products.chosen);
      add(most, key, products.chosen + failed);
    }
  }
  return new Set([
    ...firstOf(least, limit),
    ...firstOf(most, limit),
    ...[...chosen].filter((key) => most.has(key)),
  ]);
}

function add(counts: Map<number, number>, key: number, count: number): void {
  if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
}

function firstOf(counts: ReadonlyMap<number, number>, limit: number): Iterable<number> {
  if (counts.size <= limit) return counts.keys();
  return [...counts]
    .sort(([keyA, a], [keyB, b]) => b - a || keyA - keyB)
    .slice(0, limit)
    .map(([key]) => key);
}
