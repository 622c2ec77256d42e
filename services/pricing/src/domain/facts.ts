import type {
  DeliveryDays,
  PromotionEffect,
  RateNames,
  ShippingBand,
  ShippingBasis,
} from '../../contract/shapes.ts';

/** All that a quote needs to know beside the request. Amounts are minor units of its currency. */
export interface PricingFacts {
  currency: string;
  pricesIncludeTax: boolean;
  prices: readonly PriceFact[];
  /** Of the country that is shipped to, or of the home country while that is unknown. */
  taxRates: readonly TaxRateFact[];
  /** Of the zone of the country, in this currency; none when it is not shipped to. */
  shippingRates: readonly ShippingRateFact[];
  promotions: readonly PromotionFact[];
}

export interface PriceFact {
  variantId: string;
  priceMinor: number;
  compareAtMinor: number | null;
}

export interface TaxRateFact {
  category: string;
  rateBasisPoints: number;
}

export interface ShippingRateFact {
  optionId: string;
  name: string;
  names: RateNames;
  deliveryDays: DeliveryDays | null;
  basis: ShippingBasis;
  bands: readonly ShippingBand[];
}

export interface PromotionFact {
  code: string;
  /** The code in lower case: what codes are compared by. */
  codeKey: string;
  title: string;
  effect: PromotionEffect;
  minimumOrderValues: readonly { amount: number; currency: string }[];
  isActive: boolean;
  isCombinable: boolean;
  /** The last four are decided by the database: its clock and its counts. */
  hasStarted: boolean;
  hasEnded: boolean;
  isExhausted: boolean;
  isCustomerLimitReached: boolean;
}

/** How codes are compared: without regard to case and to spaces around them. */
export const codeKeyOf = (code: string): string => code.trim().toLowerCase();

/** Each code once, in the order in which they were given. */
export const codeKeysOf = (codes: readonly string[]): string[] => [
  ...new Set(codes.map(codeKeyOf)),
];
