import { en } from './en.ts';

/** The language of the pages; another one needs its own file of the same shape. */
export const locale = 'en';
export const messages = en;

/** The name of a country in the language of the pages. */
const regionNames = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
export const countryName = (country: string): string => regionNames.of(country) ?? country;

const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
export const showDate = (timestamp: string): string => dates.format(new Date(timestamp));

/** A text by a key that came from elsewhere, such as the code of a refusal. */
export const textOf = (texts: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;
