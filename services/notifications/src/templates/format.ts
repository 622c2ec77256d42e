import type { Money } from '@cartwright/money';
import type { Language } from './words.ts';

const regionOf: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** An amount as its reader writes it: `€129.00`, `129,00 €`, `¥1,290`. */
export function formatMoney({ amount, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(regionOf[language], { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

export const formatDate = (timestamp: string, language: Language): string =>
  new Intl.DateTimeFormat(regionOf[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(timestamp),
  );
