import { formatMoney as formatAmount, type Money } from '@cartwright/money';
import type { Language } from './words.ts';

const regionOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** An amount as its reader writes it: `€129.00`, `129,00 €`. */
export const formatMoney = (amount: Money, language: Language): string =>
  formatAmount(amount, regionOf[language]);

export const formatDate = (timestamp: string, language: Language): string =>
  new Intl.DateTimeFormat(regionOf[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(timestamp),
  );
