import { Refusal } from './refusal.ts';

/** Ten million of a currency with two digits: above it an amount is a mistake. */
const AMOUNT_MAX = 1_000_000_000;

const invalid = (message: string): Refusal => new Refusal(400, 'invalid-request', message);

/** A body with these members and no others; each is checked by who reads it. */
export function members(body: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('the body must be an object');
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`${unknown} is not known here`);
  return { ...body };
}

export function amountOf({ amount }: Record<string, unknown>): number {
  if (typeof amount === 'number' && Number.isInteger(amount))
    if (amount >= 0 && amount <= AMOUNT_MAX) return amount;
  throw invalid(`amount must be a whole number from 0 to ${AMOUNT_MAX}`);
}

export function textOf(
  of: Readonly<Record<string, unknown>>,
  name: string,
  rule: { pattern?: RegExp; lengthMax: number },
): string {
  const value = of[name];
  if (typeof value !== 'string') throw invalid(`${name} must be a text`);
  if (value === '' || value.length > rule.lengthMax)
    throw invalid(`${name} must have 1 to ${rule.lengthMax} characters`);
  if (rule.pattern?.test(value) === false) throw invalid(`${name} is not valid`);
  return value;
}

/** Printable characters without blanks; the same rule for a header and an address. */
export const keyOf = (key: unknown): string =>
  textOf({ key }, 'key', { pattern: /^[\x21-\x7e]+$/, lengthMax: 200 });

/** A whole number of the address, which is text. */
export function numberOf(
  query: Readonly<Record<string, string>>,
  name: string,
  rule: { default: number; pattern: RegExp },
): number {
  const text = query[name];
  if (text === undefined) return rule.default;
  if (!rule.pattern.test(text)) throw invalid(`${name} is not valid`);
  return Number(text);
}
