import { defineErrors, Id, Money } from '@cartwright/contract';
import Type from 'typebox';

export const ordersErrors = defineErrors({
  'totals-mismatch': {
    title: 'The totals of the order are not the sum of its lines',
    status: 422,
    data: Type.Object({ part: Type.String() }),
  },
  'cannot-cancel': {
    title: 'The order can no longer be cancelled',
    status: 409,
    data: Type.Object({
      reason: Type.Union([
        Type.Literal('already-cancelled'),
        Type.Literal('already-fulfilled'),
        Type.Literal('partly-fulfilled'),
      ]),
    }),
  },
  'too-many-withdrawals': {
    title: 'The order has too many withdrawals from parts of it; withdraw from the whole order',
    status: 409,
  },
  'cannot-fulfil': {
    title: 'The order cannot be fulfilled as asked',
    status: 409,
    data: Type.Object({
      reason: Type.Union([Type.Literal('more-than-left'), Type.Literal('payment-voided')]),
      /** What is left of the lines of which more is asked for. */
      lines: Type.Array(
        Type.Object({
          lineId: Id,
          requested: Type.Integer(),
          fulfillable: Type.Integer(),
        }),
      ),
    }),
  },
  'cannot-capture': {
    title: 'The capture of this fulfilment cannot be tried again',
    status: 409,
    data: Type.Object({
      reason: Type.Union([Type.Literal('not-failed'), Type.Literal('payment-voided')]),
    }),
  },
  'refund-too-large': {
    title: 'More is asked for than can be refunded',
    status: 409,
    data: Type.Object({ refundable: Money }),
  },
});
