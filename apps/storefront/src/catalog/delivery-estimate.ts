import type { Money, Store } from '../api/shapes.ts';

interface DeliveryEstimate {
  name: string;
  names: Readonly<Record<string, string>>;
  price: Money;
  /** Working days; undefined where the shop has not said it. */
  days: { min: number; max: number } | undefined;
  /** From this value of an order it costs nothing; undefined when it does already, or never. */
  freeFrom: Money | undefined;
}

/** Enough to compare; checkout shows them all. */
const estimatesMax = 3;

/**
 * What delivery at home would cost for goods alone in a cart, the cheapest first. Rates by weight
 * are left out: what a parcel weighs is known at checkout.
 */
export function deliveryEstimates(rates: Store['homeDelivery'], goods: Money): DeliveryEstimate[] {
  const { amount, currency } = goods;
  return rates
    .filter((rate) => rate.currency === currency && rate.basis === 'order-value')
    .flatMap(({ name, names = {}, bands, deliveryDays }) => {
      const band = bands.find(
        ({ from, below }) => from <= amount && (below === null || amount < below),
      );
      if (band === undefined) return [];
      const free = bands.find(({ from, price }) => from > amount && price === 0);
      return {
        name,
        names,
        price: { amount: band.price, currency },
        days: deliveryDays,
        freeFrom:
          free === undefined || band.price === 0 ? undefined : { amount: free.from, currency },
      };
    })
    .sort((a, b) => a.price.amount - b.price.amount)
    .slice(0, estimatesMax);
}
