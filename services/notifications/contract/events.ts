import { defineEvents, Id, staffActedEvent } from '@cartwright/contract';
import Type from 'typebox';

export const notificationsEvents = defineEvents({
  ...staffActedEvent('notifications'),
  /** Mails about the account of the erased shopper are forgotten; others go with their order. */
  shopperForgotten: {
    type: 'notifications.shopper-forgotten.v1',
    data: Type.Object({ shopperId: Id }),
  },
});
