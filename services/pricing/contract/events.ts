import { defineEvents, Id, Money, staffActedEvent } from '@cartwright/contract';
import Type from 'typebox';

export const pricingEvents = {
  ...defineEvents({
    /** Subject: the variant. Its prices in all currencies as they are now; none when removed. */
    priceChanged: {
      type: 'pricing.price-changed.v1',
      data: Type.Object({
        variantId: Id,
        prices: Type.Array(
          Type.Object({ price: Money, compareAtPrice: Type.Union([Money, Type.Null()]) }),
        ),
      }),
    },
  }),
  ...staffActedEvent('pricing'),
};
