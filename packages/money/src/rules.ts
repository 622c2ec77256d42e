/**
 * The rules of money, each with examples that the tests read. All amounts are minor units; rates
 * and percentages are basis points. A rule that changes is changed here, and the tests then show
 * what else it touches. How a quote combines them stands beside pricing's quote.
 */
export const moneyRules = {
  roundHalfAwayFromZero: {
    rule: 'A result between two minor units is rounded to the nearer; a half goes away from zero.',
    examples: [
      { amount: 1, numerator: 1, denominator: 2, result: 1 },
      { amount: -1, numerator: 1, denominator: 2, result: -1 },
      { amount: 5, numerator: 1, denominator: 2, result: 3 },
      { amount: 1, numerator: 1, denominator: 3, result: 0 },
      { amount: 2, numerator: 1, denominator: 3, result: 1 },
      { amount: -2, numerator: 1, denominator: 3, result: -1 },
    ],
  },
  percentage: {
    rule: 'A percentage is taken of the whole sum once and then allocated, never line by line.',
    examples: [
      { amount: 10_000, basisPoints: 1_000, result: 1_000 },
      { amount: 999, basisPoints: 1_500, result: 150 },
      { amount: 1, basisPoints: 5_000, result: 1 },
      { amount: 12_345, basisPoints: 3_333, result: 4_115 },
    ],
  },
  allocateByLargestRemainder: {
    rule: 'An amount is split in proportion; units left over go to the largest remainders, then to the first.',
    examples: [
      { amount: 100, weights: [1, 1, 1], result: [34, 33, 33] },
      { amount: 1_000, weights: [3_333, 3_333, 3_334], result: [333, 333, 334] },
      { amount: 5, weights: [0, 10, 10], result: [0, 3, 2] },
      { amount: -100, weights: [1, 1, 1], result: [-34, -33, -33] },
      { amount: 0, weights: [0, 0], result: [0, 0] },
      { amount: 7, weights: [7], result: [7] },
    ],
  },
  taxWithinGross: {
    rule: 'Where prices include tax, the tax of a line is taken out of its total, rounded per line.',
    examples: [
      { gross: 11_900, basisPoints: 1_900, tax: 1_900 },
      { gross: 9_999, basisPoints: 1_900, tax: 1_596 },
      { gross: 1_070, basisPoints: 700, tax: 70 },
      { gross: 1, basisPoints: 2_000, tax: 0 },
      { gross: 5_000, basisPoints: 0, tax: 0 },
    ],
  },
  taxOnTopOfNet: {
    rule: 'Where prices exclude tax, the tax of a line is put on top of its net total, rounded per line.',
    examples: [
      { net: 10_000, basisPoints: 1_900, tax: 1_900 },
      { net: 9_999, basisPoints: 1_900, tax: 1_900 },
      { net: 50, basisPoints: 725, tax: 4 },
      { net: 5_000, basisPoints: 0, tax: 0 },
    ],
  },
  digitsOfCurrency: {
    rule: 'An amount counts the smallest unit of its currency, which has 0, 2 or 3 digits.',
    examples: [
      { text: '12.90', currency: 'EUR', amount: 1_290, written: '12.90' },
      { text: '50', currency: 'EUR', amount: 5_000, written: '50.00' },
      { text: '0.05', currency: 'USD', amount: 5, written: '0.05' },
      { text: '5000', currency: 'JPY', amount: 5_000, written: '5000' },
      { text: '5000.00', currency: 'JPY', amount: 5_000, written: '5000' },
      { text: '1.234', currency: 'KWD', amount: 1_234, written: '1.234' },
      { text: '0.5', currency: 'KWD', amount: 500, written: '0.500' },
    ],
  },
  textThatIsNoAmount: {
    rule: 'Text that could be read in two ways, or would have to be rounded, is refused.',
    examples: [
      { text: '1,234.50', currency: 'EUR' },
      { text: '12,90', currency: 'EUR' },
      { text: '12.905', currency: 'EUR' },
      { text: '1.5', currency: 'JPY' },
      { text: '1.2345', currency: 'KWD' },
      { text: '-1', currency: 'EUR' },
      { text: '+1', currency: 'EUR' },
      { text: '.5', currency: 'EUR' },
      { text: '5.', currency: 'EUR' },
      { text: ' 5', currency: 'EUR' },
      { text: '1e3', currency: 'EUR' },
      { text: '', currency: 'EUR' },
      { text: '9007199254740993', currency: 'JPY' },
      { text: '٣', currency: 'EUR' },
    ],
  },
  refundOfDiscountedLine: {
    rule: 'Units of a line are worth the rounded total up to them less that before them, so that all refunds of a line sum to what was paid for it.',
    examples: [
      // Three units at 33.33 less 10.00 off: 89.99 was paid.
      { total: 8_999, quantity: 3, steps: [1, 1, 1], amounts: [3_000, 2_999, 3_000] },
      { total: 8_999, quantity: 3, steps: [2, 1], amounts: [5_999, 3_000] },
      { total: 100, quantity: 3, steps: [1, 2], amounts: [33, 67] },
      { total: 0, quantity: 2, steps: [1, 1], amounts: [0, 0] },
    ],
  },
} as const;
