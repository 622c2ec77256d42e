import { formatMoney as formatAmount, type Money } from '@cartwright/money';
import type { Language } from './words.ts';

const regionOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** An amount as its reader writes it: `€129.00`, `129,00 €`. */
export const formatMoney = (amount: Money, language: Language): string =>
  formatAmount(amount, regionOf[language]);

const dateFormat = (language: Language): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(regionOf[language], { dateStyle: 'long', timeZone: 'UTC' });

/** Made once: making one costs as much as all the rest of a mail. */
const dateFormats = { en: dateFormat('en'), de: dateFormat('de') };

export const formatDate = (timestamp: string, language: Language): string =>
  dateFormats[language].format(new Date(timestamp));

const momentFormat = (language: Language): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(regionOf[language], {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'UTC',
  });

const momentFormats = { en: momentFormat('en'), de: momentFormat('de') };

const countryNames = (language: Language): Intl.DisplayNames =>
  new Intl.DisplayNames(regionOf[language], { type: 'region', fallback: 'code' });

const countries = { en: countryNames('en'), de: countryNames('de') };

/** A country as its reader calls it: `Germany`, `Deutschland`. */
export const formatCountry = (code: string, language: Language): string =>
  countries[language].of(code) ?? code;

/** To the second and with the name of its zone: `21 November 2026 at 04:00:00 UTC`. */
export const formatMoment = (timestamp: string, language: Language): string =>
  momentFormats[language].format(new Date(timestamp));
