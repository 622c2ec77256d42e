import { Currency, defineEvents, Id, Money, staffActedEvent } from '@cartwright/contract';
import Type from 'typebox';

/** What an event says of a line: ids and counts, never personal data. */
export const EventLine = Type.Object({
  variantId: Id,
  quantity: Type.Integer({ minimum: 1 }),
});

/** Subject of all of them is the order id, so that one order's events stay in order. */
export const ordersEvents = defineEvents({
  orderPlaced: {
    type: 'orders.order-placed.v1',
    data: Type.Object({
      orderId: Id,
      attemptId: Id,
      paymentTryId: Id,
      shopperId: Type.Union([Id, Type.Null()]),
      currency: Currency,
      total: Money,
      lines: Type.Array(EventLine),
    }),
  },
  /** `lines` is what was still unfulfilled: a partly fulfilled order can lose its rest. */
  orderCancelled: {
    type: 'orders.order-cancelled.v1',
    data: Type.Object({ orderId: Id, attemptId: Id, lines: Type.Array(EventLine) }),
  },
  fulfilmentCreated: {
    type: 'orders.fulfilment-created.v1',
    data: Type.Object({
      orderId: Id,
      attemptId: Id,
      fulfilmentId: Id,
      lines: Type.Array(EventLine),
    }),
  },
  /** Told when the money has gone back, not when the refund is asked for. */
  orderRefunded: {
    type: 'orders.order-refunded.v1',
    data: Type.Object({ orderId: Id, refundId: Id, amount: Money }),
  },
  /** The customer has withdrawn from the contract; staff decide what follows. */
  withdrawalDeclared: {
    type: 'orders.withdrawal-declared.v1',
    data: Type.Object({ orderId: Id, withdrawalId: Id }),
  },
  /** What is left of the order is bookkeeping: whoever keeps more of it removes that too. */
  personalDataErased: {
    type: 'orders.personal-data-erased.v1',
    data: Type.Object({ orderId: Id, attemptId: Id }),
  },
  /** Nothing here leads to the erased shopper any more, or will once his orders are closed. */
  shopperForgotten: {
    type: 'orders.shopper-forgotten.v1',
    data: Type.Object({ shopperId: Id }),
  },
  ...staffActedEvent('orders'),
});
