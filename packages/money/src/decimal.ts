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

interface Formatter {
  format: Intl.NumberFormat;
  /** What it wrote: the amounts of a shop come again and again. */
  written: Map<number, string>;
}

const formatters = new Map<string, Formatter>();
/** Locales and currencies come from short lists; the limit guards against a caller's loop. */
const formattersMax = 500;
/** Bounds the memory: a shop with more amounts than this asks Intl now and then. */
const writtenMax = 2_000;

/** The amount as people of a locale read it: `12,90 €` in German. Exact for every amount. */
export function formatMoney(value: Money, locale: string): string {
  const { format, written } = formatterOf(locale, value.currency);
  const known = written.get(value.amount);
  if (known !== undefined) return known;
  // Text that is a number is formatted without passing through a float; the type knows only
  // literals of that form.
  const text = format.format(toDecimal(value) as Intl.StringNumericLiteral);
  if (written.size >= writtenMax) written.clear();
  written.set(value.amount, text);
  return text;
}

function formatterOf(locale: string, currency: string): Formatter {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const digits = digitsOf(currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  if (formatters.size >= formattersMax) formatters.clear();
  const made = { format, written: new Map<number, string>() };
  formatters.set(key, made);
  return made;
}
