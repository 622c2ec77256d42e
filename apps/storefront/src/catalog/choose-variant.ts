import type { Product, Variant } from '../api/shapes.ts';
import { picturesByValue } from './gallery.ts';

/** By the names of the options, which may be called as anything. */
type Values = ReadonlyMap<string, string>;

/** What of a product is chosen so far. */
export interface ProductChoice {
  values: Values;
  /** The variants that have the chosen values; one of them is bought in the end. */
  candidates: Variant[];
  /** The one that would be bought; undefined while something is to be chosen. */
  variant: Variant | undefined;
  /** The first option of which a value is to be chosen. */
  missing: string | undefined;
}

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
 * What the address names is chosen, as far as there is something with all of it. Beside it stands
 * chosen what leaves no doubt: the only value of an option, and the value whose pictures are shown,
 * such as a colour. Everything else, such as a size, is for the shopper to choose.
 */
export function chooseVariant(product: Product, asked: URLSearchParams): ProductChoice {
  let values: Values = new Map();
  const choose = (name: string, value: string | null | undefined): void => {
    values = withValue(product, values, [name, value ?? '']);
  };
  for (const { name } of product.options) choose(name, asked.get(optionPrefix + name));
  for (const option of product.options) {
    if (values.has(option.name)) continue;
    if (option.values.length === 1) choose(option.name, option.values[0]);
    else if (picturesByValue(product, option.name) !== undefined)
      choose(option.name, shownFirst(product, values)?.options[option.name]);
  }
  const candidates = product.variants.filter((variant) => matches(variant, values));
  const missing = product.options.find(({ name }) => !values.has(name))?.name;
  return {
    values,
    candidates,
    variant: missing === undefined ? candidates[0] : undefined,
    missing,
  };
}

/** One value more, as far as something has it with the others. */
function withValue(product: Product, values: Values, [name, value]: [string, string]): Values {
  const more = new Map(values).set(name, value);
  return product.variants.some((variant) => matches(variant, more)) ? more : values;
}

/** Of what has these values: rather what can be bought. */
function shownFirst(product: Product, values: Values): Variant | undefined {
  const candidates = product.variants.filter((variant) => matches(variant, values));
  return candidates.find(({ available }) => available) ?? candidates[0];
}

/** Every option with its values, each a link that changes this one and as few others as it can. */
export function optionChoices(product: Product, { values }: ProductChoice): OptionChoice[] {
  return product.options.map(({ name, values: offered }) => ({
    name,
    chosen: values.get(name),
    values: offered.map((value) => {
      const wanted = new Map(values).set(name, value);
      const found = product.variants.filter((variant) => matches(variant, wanted));
      return {
        value,
        isChosen: values.get(name) === value,
        isSoldOut: !found.some(({ available }) => available),
        href: choicePath(product, keptWith(product, values, [name, value])),
      };
    }),
  }));
}

/** A value with those of the others that go with it; the rest is chosen anew. */
function keptWith(product: Product, values: Values, chosen: [string, string]): [string, string][] {
  const others = [...values].filter(([name]) => name !== chosen[0]);
  const kept = others.reduce(
    (sofar, other) => withValue(product, sofar, other),
    new Map([chosen]) as Values,
  );
  return product.options.flatMap(({ name }): [string, string][] => {
    const value = kept.get(name);
    return value === undefined ? [] : [[name, value]];
  });
}

export const productPath = ({ slug }: { slug: string }): string =>
  `/products/${encodeURIComponent(slug)}`;

/** The page of a product with these values chosen. */
export function choicePath(
  product: { slug: string },
  values: Iterable<readonly [string, string]>,
): string {
  const search = new URLSearchParams(
    Array.from(values, ([name, value]) => [`${optionPrefix}${name}`, value]),
  );
  return search.size === 0 ? productPath(product) : `${productPath(product)}?${search}`;
}

const matches = (variant: Variant, values: Values): boolean =>
  [...values].every(([name, value]) => variant.options[name] === value);
