import { ApiProblem } from '../api/problems.ts';
import type { Money } from '../api/shapes.ts';

/** Longest text that any field of a form may hold; the API has its own, smaller limits. */
const fieldLengthMax = 1_000;

export type Fields = Record<string, string>;

/** The text fields of a posted form, trimmed except passwords; of repeated ones the last counts. */
export async function readForm(request: Request): Promise<Fields> {
  const fields: Fields = {};
  for (const [name, value] of await parse(request))
    if (typeof value === 'string')
      fields[name] = (name === 'password' ? value : textOf(value)).slice(0, fieldLengthMax);
  return fields;
}

/** As it was typed: browsers send two characters for a line break that they counted as one. */
const textOf = (value: string): string => value.replaceAll('\r\n', '\n').trim();

/** What is no form, or larger than any of ours, is refused as the API would. */
async function parse(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (cause) {
    const isTooLarge = cause instanceof Error && cause.message.includes('size limit');
    throw isTooLarge
      ? new ApiProblem(413, { code: 'too-large' })
      : new ApiProblem(400, { code: 'malformed-request' });
  }
}

/** A quantity of a form, or one when it is no whole number. */
export function quantityIn(value: string | undefined): number {
  return /^\d{1,6}$/.test(value ?? '') ? Number(value) : 1;
}

/** An amount as a hidden field holds it: `12900 EUR`. */
export const moneyText = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** The amount of a hidden field, or undefined when it is none. */
export function moneyOf(value: string | undefined): Money | undefined {
  const [, amount, currency] = /^(\d{1,15}) ([A-Z]{3})$/.exec(value ?? '') ?? [];
  return currency === undefined ? undefined : { amount: Number(amount), currency };
}
