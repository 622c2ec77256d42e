import { subscribe } from '@cartwright/events';
import { paymentsContract } from '@cartwright/payments/contract';
import type { OrdersParts } from '../orders-parts.ts';
import { failCapture, settleCapture } from '../use-cases/settle-capture.ts';
import { failRefund, settleRefund } from '../use-cases/settle-refund.ts';
import { settleVoid } from '../use-cases/settle-void.ts';

const { captured, captureFailed, refunded, refundFailed, voided } = paymentsContract.events;

/** What payments tells about money that moved, or could not. */
export const onPaymentMoved = ({ jobs }: Pick<OrdersParts, 'jobs'>) => [
  subscribe(captured, (tx, event) => settleCapture(tx, jobs, event.data.captureId)),
  subscribe(captureFailed, (tx, { data }) => failCapture(tx, data.captureId, data.reason)),
  subscribe(refunded, (tx, event) => settleRefund(tx, event.data.refundId)),
  subscribe(refundFailed, (tx, { data }) => failRefund(tx, data.refundId, data.reason)),
  subscribe(voided, (tx, event) => settleVoid(tx, event.data.tryId)),
];
