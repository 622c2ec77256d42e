import type { Cart, CartLine, Money } from '../api/shapes.ts';
import { keepSeenPrices, readSeenPrices, type Visit } from '../browser/cookies.ts';

export interface PriceChange {
  line: CartLine;
  before: Money;
  after: Money;
}

/** Ids are long; their end tells the lines of one cart apart. */
const nameOf = (line: CartLine): string => line.id.slice(-8);

/**
 * What changed in price since this browser last looked at the cart. A price never changes between
 * page and order without being told: here, and at checkout by the total.
 */
export function notePrices(visit: Visit, cart: Cart): PriceChange[] {
  const seen = readSeenPrices(visit);
  const isSameCart = seen.currency === cart.currency;
  const priced = cart.lines.flatMap((line) =>
    line.unitPrice === null ? [] : [{ line, after: line.unitPrice }],
  );
  keepSeenPrices(visit, {
    currency: cart.currency,
    amounts: Object.fromEntries(priced.map(({ line, after }) => [nameOf(line), after.amount])),
  });
  return priced.flatMap(({ line, after }) => {
    const amount = isSameCart ? seen.amounts[nameOf(line)] : undefined;
    const isOther = amount !== undefined && amount !== after.amount;
    return isOther ? [{ line, after, before: { amount, currency: cart.currency } }] : [];
  });
}
