import { defineErrors, Id } from '@cartwright/contract';
import Type from 'typebox';
import { CouponReason, CurrencyCode } from './shapes.ts';

export const pricingErrors = defineErrors({
  'unknown-currency': {
    title: 'The shop does not sell in this currency',
    status: 422,
    data: Type.Object({ currency: CurrencyCode }),
  },
  'shipping-option-unavailable': {
    title: 'This way of shipping is not offered for this order',
    status: 409,
  },
  'coupon-exhausted': {
    title: 'This code has been used as often as it may be',
    status: 409,
    data: Type.Object({ code: Type.String() }),
  },
  'coupon-invalid': {
    title: 'This code cannot be used',
    status: 409,
    data: Type.Object({ code: Type.String(), reason: CouponReason }),
  },
  'coupon-hold-gone': { title: 'The code uses of this attempt were released', status: 409 },
  'promotion-code-taken': {
    title: 'Another promotion has this code',
    status: 409,
    data: Type.Object({ promotionId: Id }),
  },
  'promotion-in-use': {
    title: 'This promotion has been used; make it inactive instead',
    status: 409,
  },
  'currency-in-use': {
    title: 'Prices or shipping rates in this currency exist; remove them first',
    status: 409,
    data: Type.Object({ currency: CurrencyCode }),
  },
  'country-in-other-zone': {
    title: 'The country belongs to another shipping zone',
    status: 409,
    data: Type.Object({ country: Type.String(), zone: Type.String() }),
  },
});
