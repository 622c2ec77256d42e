import { defineEvents, Id, Money, staffActedEvent } from '@cartwright/contract';
import Type from 'typebox';
import { DisagreementKind } from './shapes.ts';

const orderId = Type.Union([Id, Type.Null()]);

/** The subject of every event is the payment try, except of books-disagree: the disagreement. */
export const paymentsEvents = {
  ...defineEvents({
    /** A try reached a state that checkout can act on. Voided may follow authorised. */
    trySettled: {
      type: 'payments.try-settled.v1',
      data: Type.Object({
        tryId: Id,
        attemptId: Id,
        status: Type.Union([
          Type.Literal('authorised'),
          Type.Literal('declined'),
          Type.Literal('voided'),
          Type.Literal('never-seen'),
        ]),
      }),
    },
    captured: {
      type: 'payments.captured.v1',
      data: Type.Object({ tryId: Id, captureId: Id, orderId, amount: Money }),
    },
    captureFailed: {
      type: 'payments.capture-failed.v1',
      data: Type.Object({
        tryId: Id,
        captureId: Id,
        orderId,
        amount: Money,
        reason: Type.String(),
      }),
    },
    refunded: {
      type: 'payments.refunded.v1',
      data: Type.Object({ tryId: Id, refundId: Id, orderId, amount: Money }),
    },
    refundFailed: {
      type: 'payments.refund-failed.v1',
      data: Type.Object({
        tryId: Id,
        refundId: Id,
        orderId,
        amount: Money,
        reason: Type.String(),
      }),
    },
    voided: {
      type: 'payments.voided.v1',
      data: Type.Object({ tryId: Id, attemptId: Id, orderId }),
    },
    booksDisagree: {
      type: 'payments.books-disagree.v1',
      data: Type.Object({
        disagreementId: Id,
        runId: Id,
        provider: Type.String(),
        key: Type.String(),
        kind: DisagreementKind,
      }),
    },
  }),
  ...staffActedEvent('payments'),
};
