import { defineEvents, Id } from '@cartwright/contract';
import Type from 'typebox';

/** What a checkout leads to is told by orders; an attempt that leads to nothing changes nothing. */
export const checkoutEvents = defineEvents({
  /** Nothing here leads to the erased shopper any more, but for orders still to be delivered. */
  shopperForgotten: {
    type: 'checkout.shopper-forgotten.v1',
    data: Type.Object({ shopperId: Id }),
  },
});
