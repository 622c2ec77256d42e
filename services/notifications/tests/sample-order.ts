import type { OrderForMail } from '@cartwright/orders/contract';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const id = (last: number) => `019aa000-0000-7000-8000-${String(last).padStart(12, '0')}`;

const hostileLine: OrderForMail['lines'][number] = {
  lineId: id(2),
  variantId: id(3),
  productId: id(4),
  slug: 'boot',
  sku: null,
  title: '<script>alert("boot")</script> & more',
  options: { Size: '<b>42</b>' },
  imageUrl: null,
  quantity: 2,
  unitPrice: eur(6450),
  discountTotal: eur(0),
  taxRateBasisPoints: 1900,
  tax: eur(2060),
  total: eur(12900),
  discounts: [],
  fulfilledQuantity: 0,
  cancelledQuantity: 2,
};

/** An order whose every text tries to break out of a mail. */
export const hostileOrder = (given: Partial<OrderForMail> = {}): OrderForMail => ({
  id: id(1),
  number: 'K7QF-0M1X',
  status: 'placed',
  paymentStatus: 'authorised',
  createdAt: '2026-11-21T04:00:00.000Z',
  currency: 'EUR',
  email: "o'brien@example.com",
  lines: [hostileLine],
  discounts: [],
  shipping: null,
  totals: {
    subtotal: eur(12900),
    discountTotal: eur(0),
    shippingTotal: eur(0),
    taxTotal: eur(2060),
    total: eur(12900),
    pricesIncludeTax: true,
    taxes: [{ rateBasisPoints: 1900, amount: eur(2060) }],
  },
  shippingAddress: {
    firstName: 'Sinéad\r\nBcc: all@example.com',
    lastName: "O'Brien",
    company: '"><img src=x onerror=alert(1)>',
    line1: "1 Robert'); drop table orders;--",
    postalCode: '10115',
    city: 'Köln',
    country: 'DE',
  },
  billingAddress: null,
  fulfilments: [
    {
      id: id(5),
      createdAt: '2026-11-21T05:00:00.000Z',
      carrier: '<DHL>',
      trackingNumber: '00340 & 1',
      trackingUrl: 'https://track.example/?a="><script>',
      lines: [{ lineId: id(2), quantity: 1 }],
    },
  ],
  refunds: [
    {
      id: id(6),
      createdAt: '2026-11-21T06:00:00.000Z',
      amount: eur(450),
      status: 'refunded',
      lines: [],
    },
  ],
  withdrawals: [
    {
      id: id(7),
      declaredAt: '2026-11-21T07:00:00.000Z',
      name: '<script>alert(1)</script>\r\nBcc: all@example.com',
      goods: '<img src=x onerror=alert(1)>\r\nBcc: all@example.com',
    },
  ],
  canBeCancelled: true,
  locale: 'en',
  link: `http://127.0.0.1:8080/orders/${id(1)}?token=abc&x=1`,
  ...given,
});
