/** A collection as menus show it. */
export interface NamedCollection {
  slug: string;
  title: string;
}

interface MenuEntry extends NamedCollection {
  children: readonly NamedCollection[];
}

/** One row beside the results. */
const foundMax = 4;
/** Shorter beginnings are those of too many words, so shorter words count whole. */
const lettersMin = 3;

/**
 * Collections that a search names by a word of their titles, those with most of its words first.
 * Who looks for "running shoes" wants these, though no product need be called so.
 */
export function findCollections(menu: readonly MenuEntry[], q: string): NamedCollection[] {
  const wanted = wordsOf(q);
  return menu
    .flatMap((entry): NamedCollection[] => [entry, ...entry.children])
    .map((collection) => {
      const words = wordsOf(collection.title);
      return { collection, hits: wanted.filter((word) => words.some(isAlike(word))).length };
    })
    .filter(({ hits }) => hits > 0)
    .sort((one, other) => other.hits - one.hits)
    .slice(0, foundMax)
    .map(({ collection }) => collection);
}

/** Without accents and case. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Singular and plural, and what is typed only in part, begin alike. */
const isAlike =
  (word: string) =>
  (other: string): boolean =>
    other === word ||
    (Math.min(word.length, other.length) >= lettersMin &&
      (other.startsWith(word) || (word.startsWith(other) && word.length - other.length <= 2)));
