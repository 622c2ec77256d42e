import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/**
 * The right to one order, made from its id: nothing is stored, so nothing can leak from a table.
 * 43 characters of base64url.
 */
export const accessTokenOf = (key: KeyObject, orderId: string): string =>
  createHmac('sha256', key).update(orderId).digest('base64url');

/** Compared in constant time, so that the answer's delay tells nothing about the right token. */
export function isAccessToken(key: KeyObject, orderId: string, presented: string): boolean {
  const right = Buffer.from(accessTokenOf(key, orderId));
  const given = Buffer.from(presented);
  return given.length === right.length && timingSafeEqual(given, right);
}
