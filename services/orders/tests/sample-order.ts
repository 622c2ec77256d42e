import { randomUUID } from 'node:crypto';
import type { PlacedLine, PlaceOrder } from '../contract/shapes.ts';

export const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A line of 19 % tax included; prices are chosen so that units do not divide evenly. */
export function sampleLine(given: { quantity?: number; discountMinor?: number } = {}): PlacedLine {
  const { quantity = 3, discountMinor = 100 } = given;
  const total = 3333 * quantity - discountMinor;
  return {
    lineId: randomUUID(),
    variantId: randomUUID(),
    productId: randomUUID(),
    slug: 'harbour-boot',
    sku: 'HB-42',
    title: 'Harbour Boot <i>"42"</i>',
    options: { Size: '42' },
    imageUrl: null,
    quantity,
    unitPrice: eur(3333),
    discountTotal: eur(discountMinor),
    taxRateBasisPoints: 1900,
    tax: eur(total - Math.round((total * 100) / 119)),
    total: eur(total),
    discounts:
      discountMinor > 0 ? [{ code: 'WELCOME', title: 'Welcome', amount: eur(discountMinor) }] : [],
  };
}

/** An order whose totals are the sums of its lines and a shipping of 4.90. */
export function sampleOrder(
  given: Partial<PlaceOrder> & { lines?: PlacedLine[] } = {},
): PlaceOrder {
  const lines = given.lines ?? [sampleLine(), sampleLine({ quantity: 2, discountMinor: 0 })];
  const sum = (member: 'total' | 'tax' | 'discountTotal') =>
    lines.reduce((total, line) => total + line[member].amount, 0);
  const taxTotal = sum('tax') + 78;
  return {
    email: 'ada@example.com',
    shopperId: null,
    currency: 'EUR',
    shipping: {
      optionId: 'standard',
      name: 'Standard',
      price: eur(490),
      discount: eur(0),
      taxRateBasisPoints: 1900,
      tax: eur(78),
      total: eur(490),
    },
    totals: {
      subtotal: eur(lines.reduce((total, line) => total + 3333 * line.quantity, 0)),
      discountTotal: eur(sum('discountTotal')),
      shippingTotal: eur(490),
      taxTotal: eur(taxTotal),
      total: eur(sum('total') + 490),
      pricesIncludeTax: true,
      taxes: [{ rateBasisPoints: 1900, amount: eur(taxTotal) }],
    },
    couponCodes: ['WELCOME'],
    shippingAddress: {
      firstName: 'Sinéad',
      lastName: "O'Brien",
      line1: '1 <script>alert(1)</script> Street',
      postalCode: '10115',
      city: 'Berlin',
      country: 'DE',
    },
    billingAddress: null,
    paymentTryId: randomUUID(),
    locale: 'en',
    ...given,
    lines,
  };
}
