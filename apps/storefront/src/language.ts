import type { Money } from './api/shapes.ts';
import { inLanguage, type LanguageCode, languageCodes } from './language-path.ts';
import { languages, type Messages } from './messages/index.ts';
import { moneyIn } from './money.ts';

/** How the shop speaks in one language: its texts, its addresses, its ways of writing. */
export interface Language {
  code: LanguageCode;
  /** For `Intl` and for orders, whose mails keep the language. */
  locale: string;
  messages: Messages;
  /** The address of a page in this language. */
  to: (path: string) => string;
  showMoney: (amount: Money) => string;
  showDate: (timestamp: string) => string;
  /** To the second, with the name of its zone, as in mails. */
  showMoment: (timestamp: string) => string;
  showNumber: (value: number) => string;
  /** A share in basis points: 1900 is 19 %. */
  showRate: (basisPoints: number) => string;
  countryName: (country: string) => string;
  /** What something of the shop is called here, where staff have said it. */
  nameOf: (named: { name: string; names?: Readonly<Record<string, string>> }) => string;
  countriesByName: (countries: readonly string[]) => { code: string; name: string }[];
  /** `A, B and C`. */
  showList: (items: readonly string[]) => string;
}

const speak = (code: LanguageCode): Language => {
  const { locale, messages } = languages[code];
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'UTC',
  });
  const numbers = new Intl.NumberFormat(locale);
  const rates = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const regionNames = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  const names = new Intl.Collator(locale);
  const lists = new Intl.ListFormat(locale);
  const countryName = (country: string): string => regionNames.of(country) ?? country;
  return {
    code,
    locale,
    messages,
    to: (path) => inLanguage(code, path),
    showMoney: moneyIn(locale),
    showDate: (timestamp) => dates.format(new Date(timestamp)),
    showMoment: (timestamp) => moments.format(new Date(timestamp)),
    showNumber: (value) => numbers.format(value),
    showRate: (basisPoints) => rates.format(basisPoints / 10_000),
    nameOf: ({ name, names }) => names?.[code] ?? name,
    countryName,
    countriesByName: (countries) =>
      countries
        .map((country) => ({ code: country, name: countryName(country) }))
        .sort((a, b) => names.compare(a.name, b.name)),
    showList: (items) => lists.format(items),
  };
};

const spoken = new Map(languageCodes.map((code) => [code, speak(code)]));

/** The language of a code; made once, since `Intl` formats are slow to make. */
export const languageOf = (code: LanguageCode): Language => spoken.get(code) ?? speak(code);

interface OtherLanguage {
  code: LanguageCode;
  name: string;
  path: string;
}

/** The same page in every language, for the switch and for search engines. */
export const inEveryLanguage = (path: string): OtherLanguage[] =>
  languageCodes.map((code) => ({ code, name: languages[code].name, path: inLanguage(code, path) }));
