import type { PricingFacts, PromotionFact, ShippingRateFact } from './facts.ts';
import type { QuoteSubject } from './quote.ts';

/** One example of a rule: what is asked, what the shop knows, and what is answered. */
export interface QuoteExample {
  rule: string;
  lines: readonly { priceMinor: number; quantity: number; taxCategory?: string; grams?: number }[];
  facts?: Partial<Omit<PricingFacts, 'prices'>>;
  codes?: readonly string[];
  /** Ships by this option when given. */
  shipBy?: string;
  answer: {
    lineDiscounts?: readonly number[];
    lineTaxes?: readonly number[];
    lineTotals?: readonly number[];
    shippingPaid?: number;
    shippingTax?: number;
    taxes?: readonly { rateBasisPoints: number; amount: number }[];
    total: number;
  };
}

const GERMANY = [
  { category: 'standard', rateBasisPoints: 1_900 },
  { category: 'reduced', rateBasisPoints: 700 },
];

const anyPromotion: PromotionFact = {
  code: 'CODE',
  codeKey: 'code',
  title: 'A promotion',
  effect: { kind: 'percentage', basisPoints: 1_000 },
  minimumOrderValues: [],
  isActive: true,
  isCombinable: false,
  hasStarted: true,
  hasEnded: false,
  isExhausted: false,
  isCustomerLimitReached: false,
};

/** A promotion that applies, but for what is told. */
export const promotion = (code: string, more: Partial<PromotionFact> = {}): PromotionFact => ({
  ...anyPromotion,
  code,
  codeKey: code.toLowerCase(),
  ...more,
});

const post: ShippingRateFact = {
  optionId: 'de.post',
  name: 'Post',
  names: {},
  deliveryDays: null,
  basis: 'order-value',
  bands: [
    { from: 0, below: 5_000, price: 490 },
    { from: 5_000, below: null, price: 0 },
  ],
};
const parcel: ShippingRateFact = {
  optionId: 'de.parcel',
  name: 'Parcel',
  names: {},
  deliveryDays: null,
  basis: 'weight',
  bands: [
    { from: 0, below: 2_000, price: 590 },
    { from: 2_000, below: 31_500, price: 1_190 },
  ],
};

/** How a quote combines the rules of @cartwright/money; the tests read this table. */
export const quoteRules: readonly QuoteExample[] = [
  {
    rule: 'prices that include tax are what is paid, and the tax is taken out line by line',
    lines: [
      { priceMinor: 9_999, quantity: 1 },
      { priceMinor: 535, quantity: 2, taxCategory: 'reduced' },
    ],
    facts: { taxRates: GERMANY },
    answer: {
      lineTaxes: [1_596, 70],
      lineTotals: [9_999, 1_070],
      taxes: [
        { rateBasisPoints: 1_900, amount: 1_596 },
        { rateBasisPoints: 700, amount: 70 },
      ],
      total: 11_069,
    },
  },
  {
    rule: 'tax is put on top of prices that exclude it, rounded line by line',
    lines: [
      { priceMinor: 50, quantity: 1 },
      { priceMinor: 50, quantity: 1 },
    ],
    facts: {
      currency: 'USD',
      pricesIncludeTax: false,
      taxRates: [{ category: 'standard', rateBasisPoints: 725 }],
    },
    // Each 3.625 is 4; the tax of their sum would be 7.
    answer: { lineTaxes: [4, 4], lineTotals: [54, 54], total: 108 },
  },
  {
    rule: 'where prices include tax, a country of another rate changes the tax and not the total',
    lines: [{ priceMinor: 12_000, quantity: 1 }],
    facts: { taxRates: [{ category: 'standard', rateBasisPoints: 2_000 }] },
    answer: { lineTaxes: [2_000], total: 12_000 },
  },
  {
    rule: 'a category without a rate has the standard rate, and a country without rates has none',
    lines: [{ priceMinor: 11_900, quantity: 1, taxCategory: 'books' }],
    facts: { taxRates: GERMANY },
    answer: { lineTaxes: [1_900], total: 11_900 },
  },
  {
    rule: 'a country without rates has no tax',
    lines: [{ priceMinor: 11_900, quantity: 1 }],
    answer: { lineTaxes: [0], total: 11_900 },
  },
  {
    rule: 'a percentage is taken of the goods once and allocated by largest remainder',
    lines: [
      { priceMinor: 333, quantity: 1 },
      { priceMinor: 333, quantity: 1 },
      { priceMinor: 333, quantity: 1 },
    ],
    facts: { promotions: [promotion('TEN')] },
    codes: ['ten'],
    // 99.9 is 100: 34 and twice 33. Each line by itself would lose 33, together 99.
    answer: { lineDiscounts: [34, 33, 33], lineTotals: [299, 300, 300], total: 899 },
  },
  {
    rule: 'tax follows the discounted amount of a line',
    lines: [{ priceMinor: 11_900, quantity: 1 }],
    facts: { taxRates: GERMANY, promotions: [promotion('TEN')] },
    codes: ['TEN'],
    answer: { lineDiscounts: [1_190], lineTaxes: [1_710], total: 10_710 },
  },
  {
    rule: 'an amount off is allocated by the value of lines and never exceeds the goods',
    lines: [
      { priceMinor: 3_000, quantity: 1 },
      { priceMinor: 1_000, quantity: 1 },
    ],
    facts: {
      promotions: [
        promotion('GIFT', {
          effect: { kind: 'amount', amounts: [{ amount: 5_000, currency: 'EUR' }] },
        }),
      ],
    },
    codes: ['GIFT'],
    answer: { lineDiscounts: [3_000, 1_000], total: 0 },
  },
  {
    rule: 'percentages come before amounts, in whatever order combinable codes are typed',
    lines: [{ priceMinor: 10_000, quantity: 1 }],
    facts: {
      promotions: [
        promotion('FIVE', {
          isCombinable: true,
          effect: { kind: 'amount', amounts: [{ amount: 500, currency: 'EUR' }] },
        }),
        promotion('TEN', { isCombinable: true }),
      ],
    },
    codes: ['FIVE', 'TEN'],
    answer: { lineDiscounts: [1_500], total: 8_500 },
  },
  {
    rule: 'shipping is chosen by the goods after discounts and taxed at the standard rate',
    lines: [{ priceMinor: 5_000, quantity: 1 }],
    facts: { taxRates: GERMANY, shippingRates: [post], promotions: [promotion('TEN')] },
    codes: ['TEN'],
    shipBy: 'de.post',
    answer: { lineTotals: [4_500], shippingPaid: 490, shippingTax: 78, total: 4_990 },
  },
  {
    rule: 'shipping has a rate of its own where the country gives one',
    lines: [{ priceMinor: 1_000, quantity: 1 }],
    facts: {
      taxRates: [...GERMANY, { category: 'shipping', rateBasisPoints: 700 }],
      shippingRates: [post],
    },
    shipBy: 'de.post',
    answer: { shippingPaid: 490, shippingTax: 32, total: 1_490 },
  },
  {
    rule: 'free shipping takes the price of shipping off, and its tax with it',
    lines: [{ priceMinor: 1_000, quantity: 1 }],
    facts: {
      taxRates: GERMANY,
      shippingRates: [post],
      promotions: [promotion('FREE', { effect: { kind: 'free-shipping' } })],
    },
    codes: ['FREE'],
    shipBy: 'de.post',
    answer: { lineDiscounts: [0], shippingPaid: 0, shippingTax: 0, total: 1_000 },
  },
  {
    rule: 'a band by weight holds its lower end and not its upper one',
    lines: [{ priceMinor: 1_000, quantity: 4, grams: 500 }],
    facts: { shippingRates: [parcel] },
    shipBy: 'de.parcel',
    answer: { shippingPaid: 1_190, total: 5_190 },
  },
  {
    rule: 'a currency without minor units rounds to its whole unit',
    lines: [{ priceMinor: 1_999, quantity: 1 }],
    facts: {
      currency: 'JPY',
      taxRates: [{ category: 'standard', rateBasisPoints: 1_000 }],
      promotions: [promotion('TEN')],
    },
    codes: ['TEN'],
    answer: { lineDiscounts: [200], lineTaxes: [164], total: 1_799 },
  },
  {
    rule: 'a currency of three digits counts thousandths',
    lines: [{ priceMinor: 12_345, quantity: 1 }],
    facts: {
      currency: 'KWD',
      pricesIncludeTax: false,
      taxRates: [{ category: 'standard', rateBasisPoints: 500 }],
    },
    answer: { lineTaxes: [617], total: 12_962 },
  },
];

const numbered = (prefix: string, index: number): string =>
  `${prefix}-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** The request and the facts of an example. */
export function inputOf(example: QuoteExample): { subject: QuoteSubject; facts: PricingFacts } {
  const lines = example.lines.map(({ quantity, taxCategory, grams }, index) => ({
    lineId: numbered('018f0001', index),
    variantId: numbered('018f0002', index),
    quantity,
    taxCategory: taxCategory ?? 'standard',
    weightGrams: grams ?? 100,
  }));
  return {
    subject: { lines, couponCodes: example.codes ?? [] },
    facts: {
      currency: 'EUR',
      pricesIncludeTax: true,
      taxRates: [],
      shippingRates: [],
      promotions: [],
      ...example.facts,
      prices: example.lines.map(({ priceMinor }, index) => ({
        variantId: numbered('018f0002', index),
        priceMinor,
        compareAtMinor: null,
      })),
    },
  };
}
