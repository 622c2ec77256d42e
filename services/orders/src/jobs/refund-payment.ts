import { transaction } from '@cartwright/database';
import { backgroundContext } from '@cartwright/http';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import type { OrdersParts } from '../orders-parts.ts';
import { failRefund, settleRefund } from '../use-cases/settle-refund.ts';

interface WantedRefund {
  tryId: string;
  amountMinor: number;
  currency: string;
  reason: string;
  isRequested: boolean;
}

/**
 * Gives money back under the refund's own id, so a repeat gives nothing back twice. When the answer
 * is `pending`, an event of payments tells the end.
 */
export const refundPayment = ({ db, payments }: Pick<OrdersParts, 'db' | 'payments'>) =>
  defineJob({
    name: 'refund-payment',
    data: Type.Object({ refundId: Type.String() }),
    // With growing pauses these span days; after that staff see it as a dead letter.
    attemptsMax: 25,
    run: async ({ refundId }) => {
      const found = await sql<WantedRefund>`
        select o.payment_try_id as "tryId",
               r.amount_minor as "amountMinor",
               o.currency,
               r.reason,
               r.status = 'requested' as "isRequested"
        from refund r
        join orders o on o.id = r.order_id
        where r.id = ${refundId}
      `.execute(db);
      const [refund] = found.rows;
      if (refund === undefined || !refund.isRequested) return;
      const { tryId, amountMinor, currency, reason } = refund;
      const answer = await payments.refund(
        {
          params: { refundId },
          body: { tryId, amount: { amount: amountMinor, currency }, reason },
        },
        backgroundContext({ timeoutMs: 15_000 }),
      );
      const { status } = answer.body;
      if (status === 'refunded') await transaction(db, (tx) => settleRefund(tx, refundId));
      if (status === 'failed') {
        await transaction(db, (tx) => failRefund(tx, refundId, answer.body.reason));
      }
    },
  });
