import type { DeliveryDays, RateNames } from '../../contract/shapes.ts';
import type { PromotionFact, ShippingRateFact } from './facts.ts';

export interface OfferedShipping {
  optionId: string;
  name: string;
  names: RateNames;
  deliveryDays: DeliveryDays | null;
  priceMinor: number;
  discountMinor: number;
}

/** The ways of shipping whose bands hold this order, the cheapest first. */
export function offeredShipping(o: {
  rates: readonly ShippingRateFact[];
  weightGrams: number;
  /** The goods after discounts. */
  orderValueMinor: number;
  applied: readonly PromotionFact[];
}): OfferedShipping[] {
  const isFree = o.applied.some(({ effect }) => effect.kind === 'free-shipping');
  return o.rates
    .flatMap(({ basis, bands, ...offered }) => {
      const value = basis === 'weight' ? o.weightGrams : o.orderValueMinor;
      const band = bands.find(
        ({ from, below }) => from <= value && (below === null || value < below),
      );
      if (band === undefined) return [];
      const discountMinor = isFree ? band.price : 0;
      return [{ ...offered, priceMinor: band.price, discountMinor }];
    })
    .sort((a, b) => a.priceMinor - b.priceMinor);
}
