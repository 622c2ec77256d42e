import type { Product, Variant } from '../api/shapes.ts';

interface OptionValue {
  value: string;
  isChosen: boolean;
  /** Nothing with this value can be bought beside what else is chosen. */
  isSoldOut: boolean;
  /** Address of the page with this value chosen. */
  href: string;
}

export interface OptionChoice {
  name: string;
  chosen: string | undefined;
  values: OptionValue[];
}

const optionPrefix = 'option.';

/**
 * The variant that the address names: the one with most of the asked values, of equals the first
 * that can be bought. Undefined only for a product without variants.
 */
export function chosenVariant(product: Product, asked: URLSearchParams): Variant | undefined {
  const wanted = Object.fromEntries(
    product.options.map(({ name }) => [name, asked.get(`${optionPrefix}${name}`)]),
  );
  return closest(product, wanted);
}

/** Every option with its values, each a link that changes only this one. */
export function optionChoices(product: Product, chosen: Variant | undefined): OptionChoice[] {
  return product.options.map((option) => ({
    name: option.name,
    chosen: chosen?.options[option.name],
    values: option.values.map((value) => {
      const wanted = { ...chosen?.options, [option.name]: value };
      const exact = product.variants.find((variant) => matches(variant, wanted));
      const target = exact ?? closest(product, wanted, option.name);
      return {
        value,
        isChosen: chosen?.options[option.name] === value,
        isSoldOut: exact === undefined || !exact.available,
        href: target === undefined ? productPath(product) : variantPath(product, target),
      };
    }),
  }));
}

export const productPath = ({ slug }: { slug: string }): string =>
  `/products/${encodeURIComponent(slug)}`;

export function variantPath(product: { slug: string }, variant: Pick<Variant, 'options'>): string {
  const search = new URLSearchParams(
    Object.entries(variant.options).map(([name, value]) => [`${optionPrefix}${name}`, value]),
  );
  return search.size === 0 ? productPath(product) : `${productPath(product)}?${search}`;
}

/** The page of a product with one value chosen. */
export const valuePath = (
  product: { slug: string },
  { option, value }: { option: string; value: string },
): string =>
  `${productPath(product)}?${new URLSearchParams({ [`${optionPrefix}${option}`]: value })}`;

type Wanted = Readonly<Record<string, string | null | undefined>>;

const matches = (variant: Variant, wanted: Wanted): boolean =>
  Object.entries(wanted).every(([name, value]) => variant.options[name] === value);

function closest(product: Product, wanted: Wanted, fixed?: string): Variant | undefined {
  let best: { variant: Variant; score: number } | undefined;
  for (const variant of product.variants) {
    const hits = Object.entries(wanted).filter(([name, value]) => variant.options[name] === value);
    const isFixed = hits.some(([name]) => name === fixed);
    // A value that was just chosen outweighs all others, and these outweigh being in stock.
    const score = hits.length * 2 + (isFixed ? 1_000 : 0) + (variant.available ? 1 : 0);
    if (best === undefined || score > best.score) best = { variant, score };
  }
  return best?.variant;
}
