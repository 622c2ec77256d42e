import type { Money } from './api/shapes.ts';

/** Currencies come from the shop's own short list; the limit only guards against a mistake. */
const formatsMax = 200;

/** Digits do not depend on the language; any will do. */
const anyLocale = 'en';
const digits = new Map<string, number>();

/** Digits of the minor unit, by ISO 4217. */
export function decimalsOf(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    const format = new Intl.NumberFormat(anyLocale, { style: 'currency', currency });
    known = format.resolvedOptions().maximumFractionDigits ?? 2;
    if (digits.size >= formatsMax) digits.clear();
    digits.set(currency, known);
  }
  return known;
}

/** How one language writes amounts: as people read them, exact for every amount. */
export function moneyIn(locale: string): (amount: Money) => string {
  const formats = new Map<string, Intl.NumberFormat>();
  const formatOf = (currency: string): Intl.NumberFormat => {
    let format = formats.get(currency);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, { style: 'currency', currency });
      if (formats.size >= formatsMax) formats.clear();
      formats.set(currency, format);
    }
    return format;
  };
  return ({ amount, currency }) => {
    // Text that is a number passes through no float; the type knows only literals of that form.
    const decimal = toDecimal(Math.abs(amount), decimalsOf(currency));
    const text = amount < 0 ? `-${decimal}` : decimal;
    return formatOf(currency).format(text as Intl.StringNumericLiteral);
  };
}

/** 12900 with two digits is `129.00`. */
export function toDecimal(amount: number, digits: number): string {
  const figures = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/** Reads a typed amount (`49`, `49.90`, `49,90`) as minor units; undefined when it is none. */
export function fromDecimal(text: string, digits: number): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,10})(?:[.,](\d{0,3}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  return Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
}
