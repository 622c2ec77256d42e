import type { Picture, Product, Variant } from '../api/shapes.ts';

/**
 * Pictures for what is chosen. Those of one colour follow each other: a picture that a variant
 * calls its own begins a group, and the group ends where another variant's begins. Pictures before
 * the first group show the product as a whole and come last. Without one picture that is that of
 * all chosen variants all are shown.
 */
export function galleryOf(product: Product, chosen: readonly Variant[]): Picture[] {
  const { media } = product;
  const starts = new Set(product.variants.flatMap(({ mediaId }) => mediaId ?? []));
  const [own, ...others] = new Set(chosen.map(({ mediaId }) => mediaId));
  const at = others.length > 0 ? -1 : media.findIndex(({ id }) => id === own);
  if (at < 0 || starts.size < 2) return orderedFrom(media, at);
  const isStart = ({ id }: Picture) => starts.has(id);
  const length = media.slice(at + 1).findIndex(isStart);
  const group = length < 0 ? media.slice(at) : media.slice(at, at + 1 + length);
  const first = media.findIndex(isStart);
  return [...group, ...media.slice(0, first)];
}

/** All of them, beginning with the chosen one. */
const orderedFrom = (media: readonly Picture[], at: number): Picture[] =>
  at <= 0 ? [...media] : [...media.slice(at, at + 1), ...media.filter((_, index) => index !== at)];

/** The picture that stands for each value of an option, where every value has one of its own. */
export function picturesByValue(
  product: Product,
  option: string,
): Map<string, Picture> | undefined {
  const values = product.options.find(({ name }) => name === option)?.values ?? [];
  const pictures = new Map<string, Picture>();
  for (const value of values) {
    const ids = new Set(
      product.variants
        .filter(({ options }) => options[option] === value)
        .map(({ mediaId }) => mediaId),
    );
    const [id] = ids;
    const picture = product.media.find((other) => other.id === id);
    if (ids.size !== 1 || picture === undefined) return undefined;
    pictures.set(value, picture);
  }
  const isDistinct = new Set([...pictures.values()].map(({ id }) => id)).size === pictures.size;
  return isDistinct && pictures.size > 0 ? pictures : undefined;
}
