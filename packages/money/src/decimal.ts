import { digitsOf } from './currencies.ts';
import type { Money } from './money.ts';

/** Digits before a point, and after it; no sign, no space, no separator of thousands. */
const plainDecimal = /^(\d{1,16})(?:\.(\d{1,20}))?$/;

/**
 * Reads an amount as files write it: `12.90`, `50`. Undefined for everything that could be read in
 * two ways or would have to be rounded: `1,234.50`, `12,90`, `.5`, `-1`, `12.905` in euros. Zeros
 * beyond the currency's digits are let through (`5000.00` yen), as they change nothing.
 */
export function parseDecimal(text: string, currency: string): Money | undefined {
  const digits = digitsOf(currency);
  const [, whole, fraction = ''] = plainDecimal.exec(text) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(digits))) return undefined;
  const amount = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(amount) ? { amount, currency } : undefined;
}

/** The amount as a decimal number with a point and all digits of its currency: `12.90`. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  const sign = amount < 0 ? '-' : '';
  const figures = String(Math.abs(amount)).padStart(digits + 1, '0');
  if (digits === 0) return `${sign}${figures}`;
  return `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

const formatters = new Map<string, Intl.NumberFormat>();
/** Locales and currencies come from short lists; the limit guards against a caller's loop. */
const formattersMax = 500;

/** The amount as people of a locale read it: `12,90 €` in German. Exact for every amount. */
export function formatMoney(value: Money, locale: string): string {
  const key = `${locale} ${value.currency}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    const digits = digitsOf(value.currency);
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: value.currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    if (formatters.size >= formattersMax) formatters.clear();
    formatters.set(key, formatter);
  }
  // Text that is a number is formatted without passing through a float; the type knows only
  // literals of that form.
  return formatter.format(toDecimal(value) as Intl.StringNumericLiteral);
}
