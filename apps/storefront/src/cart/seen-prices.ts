import type { Cart, CartLine, Money } from '../api/shapes.ts';
import { keepSeenPrices, readSeenPrices, type Visit } from '../browser/cookies.ts';

export interface PriceChange {
  line: CartLine;
  before: Money;
  after: Money;
}

/** Ids are long; their end tells the variants of one cart apart. */
const nameOf = (variantId: string): string => variantId.slice(-8);

/**
 * What changed in price since this browser last saw it, which is told once. A price never changes
 * between page and order without being told: line by line here, and by the total when it is
 * ordered.
 */
export function notePrices(visit: Visit, cart: Cart): PriceChange[] {
  const changes = findPriceChanges(visit, cart);
  keepSeenPrices(
    visit,
    Object.fromEntries(pricesOf(cart).map(({ line, after }) => [nameOf(line.variantId), after])),
  );
  return changes;
}

/** What the next page that notes prices has to tell. */
export function findPriceChanges(visit: Visit, cart: Cart): PriceChange[] {
  const seen = readSeenPrices(visit);
  return pricesOf(cart).flatMap(({ line, after }) => {
    const before = seen[nameOf(line.variantId)];
    const isOther =
      before !== undefined &&
      (before.amount !== after.amount || before.currency !== after.currency);
    return isOther ? [{ line, before, after }] : [];
  });
}

const pricesOf = (cart: Cart): { line: CartLine; after: Money }[] =>
  cart.lines.flatMap((line) => (line.unitPrice === null ? [] : [{ line, after: line.unitPrice }]));

/**
 * Remembers the price beside which something was put into the cart, for the cart to tell when it
 * holds another one. It comes from the browser and is good for that alone. A price that was seen in
 * the cart before stays: what it has changed from was not told yet.
 */
export function noteShownPrice(visit: Visit, variantId: string, shown: Money): void {
  keepSeenPrices(visit, { [nameOf(variantId)]: shown, ...readSeenPrices(visit) });
}
