import { isThing } from './page.ts';

type Check = (value: unknown, at: string) => string[];

const text: Check = (value, at) =>
  typeof value === 'string' && value !== '' ? [] : [`${at} is no text`];
const url: Check = (value, at) =>
  typeof value === 'string' && URL.canParse(value) ? [] : [`${at} is no address`];
const decimal: Check = (value, at) =>
  typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? [] : [`${at} is no decimal`];
const whole: Check = (value, at) => (Number.isInteger(value) ? [] : [`${at} is no whole number`]);
const matching =
  (pattern: RegExp): Check =>
  (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${at} is not ${pattern}`];
const thing =
  (...types: string[]): Check =>
  (value, at) =>
    isThing(value) && types.includes(String(value['@type']))
      ? check(value, at)
      : [`${at} is none of ${types.join(', ')}`];
const many =
  (one: Check): Check =>
  (value, at) =>
    Array.isArray(value) && value.length > 0
      ? value.flatMap((item, index) => one(item, `${at}[${index}]`))
      : [`${at} is no filled list`];

const currency = matching(/^[A-Z]{3}$/);
const availability = matching(
  /^https:\/\/schema\.org\/(InStock|LimitedAvailability|BackOrder|OutOfStock)$/,
);

interface Shape {
  required: Readonly<Record<string, Check>>;
  optional?: Readonly<Record<string, Check>>;
}

/** The types that our pages use: their properties by schema.org, required as search engines do. */
const shapes: Readonly<Record<string, Shape>> = {
  Product: {
    required: { name: text, url, offers: thing('Offer', 'AggregateOffer') },
    optional: { description: text, image: many(url), sku: text, brand: thing('Brand') },
  },
  Brand: { required: { name: text } },
  Offer: {
    required: { url, price: decimal, priceCurrency: currency, availability },
    optional: { sku: text, itemCondition: matching(/^https:\/\/schema\.org\/NewCondition$/) },
  },
  AggregateOffer: {
    required: { lowPrice: decimal, priceCurrency: currency, availability, offerCount: whole },
    optional: { highPrice: decimal, offers: many(thing('Offer')) },
  },
  BreadcrumbList: { required: { itemListElement: many(thing('ListItem')) } },
  ListItem: { required: { position: whole, name: text, item: url } },
  Organization: {
    required: { name: text, url },
    optional: { logo: url, legalName: text, email: text, telephone: text, vatID: text },
  },
  WebSite: {
    required: { name: text, url },
    optional: { inLanguage: text, potentialAction: thing('SearchAction') },
  },
  SearchAction: {
    required: {
      target: thing('EntryPoint'),
      'query-input': matching(/^required name=search_term_string$/),
    },
  },
  EntryPoint: { required: { urlTemplate: matching(/\{search_term_string\}$/) } },
};

/** What is wrong with a thing: unknown types and properties, missing ones, values of no use. */
export function check(data: Record<string, unknown>, at = String(data['@type'])): string[] {
  const shape = shapes[String(data['@type'])];
  if (shape === undefined) return [`${at} has an unknown type`];
  const known = { ...shape.required, ...shape.optional };
  const missing = Object.keys(shape.required).filter((name) => data[name] === undefined);
  return [
    ...missing.map((name) => `${at}.${name} is missing`),
    ...Object.entries(data).flatMap(([name, value]) => {
      if (name.startsWith('@')) return [];
      return known[name]?.(value, `${at}.${name}`) ?? [`${at}.${name} is unknown`];
    }),
  ];
}
