import { createHmac, type KeyObject } from 'node:crypto';
import { type Address, invalidInput } from '@cartwright/contract';
import type { CheckoutInput } from '../../contract/index.ts';

/** Members of an address that a parcel cannot do without. */
const needed = ['firstName', 'lastName', 'line1', 'postalCode', 'city'] as const;

/** Refuses addresses that pass the schema and still say nothing. Throws `invalid-input`. */
export function checkAddresses(body: CheckoutInput): void {
  checkAddress(body.shippingAddress, '/body/shippingAddress');
  if (body.billingAddress !== undefined) checkAddress(body.billingAddress, '/body/billingAddress');
}

function checkAddress(address: Address, pointer: string): void {
  for (const member of needed) {
    if (address[member].trim() === '') throw invalidInput(`${pointer}/${member}`, 'is empty');
  }
  for (const [member, value] of Object.entries(address)) {
    // A line break would forge lines of a label or a mail.
    if (/\p{Cc}/u.test(value))
      throw invalidInput(`${pointer}/${member}`, 'has a control character');
  }
}

/**
 * Tells two bodies of one key apart. Keyed, because the body holds a payment token and a plain
 * digest of a short one could be guessed.
 */
export const hashBody = (body: CheckoutInput, key: KeyObject): Buffer =>
  createHmac('sha256', key).update(canonical(body)).digest();

/** The same value gives the same text, in whatever order its members came. */
const canonical = (value: unknown): string => JSON.stringify(inOrder(value)) ?? 'null';

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const given = Object(value);
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(given).sort()) ordered[name] = inOrder(given[name]);
  return ordered;
}

/**
 * Whom limits of codes count: the shopper, else the mail address, which leaves this service only
 * as a keyed digest.
 */
export const customerKeyOf = (
  o: { shopperId: string | null; email: string },
  key: KeyObject,
): string =>
  o.shopperId ?? createHmac('sha256', key).update(o.email.trim().toLowerCase()).digest('base64url');
