import type { ProductQuery } from '../api/shapes.ts';
import { decimalsOf, fromDecimal } from '../money.ts';

export const sorts = ['relevance', 'newest', 'price', '-price', 'title'] as const;
type Sort = (typeof sorts)[number];

/** What a shopper has chosen in a list; it stands in the page's address, so it can be shared. */
export interface ListChoice {
  q: string;
  collection: string | undefined;
  /** Chosen values by option name. */
  options: ReadonlyMap<string, readonly string[]>;
  /** As typed, in major units. */
  min: string;
  max: string;
  isAvailableOnly: boolean;
  sort: Sort;
  cursor: string | undefined;
}

const optionPrefix = 'option.';
/** The API takes at most 20 members of a query; some are ours. */
const optionsMax = 10;

export function readChoice(url: URL, collection?: string): ListChoice {
  const { searchParams } = url;
  // Names come from the address: in a plain object some would find what every object has.
  const options = new Map<string, readonly string[]>();
  for (const [name, value] of searchParams) {
    if (!name.startsWith(optionPrefix) || value === '') continue;
    const option = name.slice(optionPrefix.length);
    const values = options.get(option) ?? [];
    if (options.size >= optionsMax && values.length === 0) continue;
    options.set(option, [...values, value].slice(0, 50));
  }
  const text = (name: string, lengthMax: number) =>
    (searchParams.get(name) ?? '').trim().slice(0, lengthMax);
  return {
    q: text('q', 200),
    collection,
    options,
    min: text('min', 12),
    max: text('max', 12),
    isAvailableOnly: searchParams.get('available') === 'true',
    sort: sorts.find((sort) => sort === searchParams.get('sort')) ?? 'relevance',
    cursor: searchParams.get('cursor')?.slice(0, 2_000) || undefined,
  };
}

/** The API's query for a choice; prices become minor units of the currency. */
export function queryOf(choice: ListChoice, currency: string): ProductQuery {
  const digits = decimalsOf(currency);
  const min = fromDecimal(choice.min, digits);
  const max = fromDecimal(choice.max, digits);
  const options = [...choice.options].map(([name, values]) => [`${optionPrefix}${name}`, values]);
  const query: ProductQuery = {
    currency,
    facets: true,
    limit: 24,
    ...(choice.q === '' ? {} : { q: choice.q }),
    ...(choice.collection === undefined ? {} : { collection: choice.collection }),
    ...(min === undefined ? {} : { priceMin: min }),
    ...(max === undefined ? {} : { priceMax: max }),
    ...(choice.isAvailableOnly ? { available: true } : {}),
    ...(choice.sort === 'relevance' ? {} : { sort: choice.sort }),
    ...(choice.cursor === undefined ? {} : { cursor: choice.cursor }),
  };
  // Names of options are data, which the document of the API cannot name.
  return Object.assign(query, Object.fromEntries(options));
}

/** The search part of the address for a choice. */
export function searchOf(choice: ListChoice): string {
  const search = new URLSearchParams();
  if (choice.q !== '') search.set('q', choice.q);
  for (const [name, values] of choice.options)
    for (const value of values) search.append(`${optionPrefix}${name}`, value);
  if (choice.min !== '') search.set('min', choice.min);
  if (choice.max !== '') search.set('max', choice.max);
  if (choice.isAvailableOnly) search.set('available', 'true');
  if (choice.sort !== 'relevance') search.set('sort', choice.sort);
  if (choice.cursor !== undefined) search.set('cursor', choice.cursor);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The choice without one value of an option, from its first page. */
export function without(choice: ListChoice, option: string, value: string): ListChoice {
  const left = (choice.options.get(option) ?? []).filter((other) => other !== value);
  const options = new Map(choice.options);
  if (left.length === 0) options.delete(option);
  else options.set(option, left);
  return { ...choice, options, cursor: undefined };
}

export const isFiltered = (choice: ListChoice): boolean =>
  choice.options.size > 0 || choice.min !== '' || choice.max !== '' || choice.isAvailableOnly;
