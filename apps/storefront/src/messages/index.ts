import type { LanguageCode } from '../language-path.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** Every language has exactly the texts of the English file. */
export type Messages = typeof en;

/** The texts of each language; `locale` says how it writes numbers, dates and amounts. */
export const languages: Readonly<
  Record<LanguageCode, { locale: string; name: string; messages: Messages }>
> = {
  en: { locale: 'en', name: 'English', messages: en },
  de: { locale: 'de', name: 'Deutsch', messages: de },
};

/** A text by a key that came from elsewhere, such as the code of a refusal. */
export const textOf = (texts: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;

// English for pages that do not yet ask `Astro.locals.language`.
export const locale = 'en';
export const messages = en;
const regionNames = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
export const countryName = (country: string): string => regionNames.of(country) ?? country;
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
export const showDate = (timestamp: string): string => dates.format(new Date(timestamp));
