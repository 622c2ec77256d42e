import { foldText } from './fold-text.ts';

/** Long enough for any title that people read, short enough for an address. */
const DERIVED_SLUG_MAX = 100;

/** A slug made from a title: folded words joined by hyphens, in any script. */
export function slugFrom(title: string): string {
  const slug = Array.from(foldText(title).replace(/[^\p{L}\p{N}]+/gu, '-'))
    .slice(0, DERIVED_SLUG_MAX)
    .join('')
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'product' : slug;
}

/** Tried in this order when a derived slug is taken; a given slug is never changed. */
export const slugCandidates = (base: string): string[] => [
  base,
  ...Array.from({ length: 49 }, (_, index) => `${base}-${index + 2}`),
];

/** A browser resolves these away before it asks for them. */
export const isUsableSlug = (slug: string): boolean => !/^\.{1,2}$/.test(slug);
