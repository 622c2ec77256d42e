import type { Swatch } from '../../contract/index.ts';
import type { OptionContent } from './product-content.ts';

export interface PicturedVariant {
  options: Record<string, string>;
  mediaId: string;
  colour: string | null;
}

/** More are a list of their own, which no card has room for. */
const swatchesMax = 12;

/**
 * One colour for each value of the first option whose values have pictures of their own: that is
 * the option of colours, whatever it is called.
 */
export function swatchesOf(
  options: readonly OptionContent[],
  variants: readonly PicturedVariant[],
): Swatch[] {
  for (const { name, values } of options) {
    const found = values.map((value) => swatchOf({ name, value }, variants));
    const known = found.flatMap((swatch) => swatch ?? []);
    const isDistinct = new Set(known.map(({ mediaId }) => mediaId)).size === values.length;
    if (known.length === values.length && isDistinct)
      return known
        .slice(0, swatchesMax)
        .map(({ option, value, colour }) => ({ option, value, colour }));
  }
  return [];
}

function swatchOf(
  { name, value }: { name: string; value: string },
  variants: readonly PicturedVariant[],
): (Swatch & { mediaId: string }) | undefined {
  const own = variants.filter(({ options }) => options[name] === value);
  const [first] = own;
  if (first === undefined || first.colour === null) return undefined;
  if (own.some(({ mediaId }) => mediaId !== first.mediaId)) return undefined;
  return { option: name, value, colour: first.colour, mediaId: first.mediaId };
}
