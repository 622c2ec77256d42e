import { transaction } from '@cartwright/database';
import { backgroundContext } from '@cartwright/http';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import type { OrdersParts } from '../orders-parts.ts';
import { failCapture, settleCapture } from '../use-cases/settle-capture.ts';

interface Capture {
  captureId: string;
  tryId: string;
  amountMinor: number;
  currency: string;
  isRequested: boolean;
}

/**
 * Takes the money of one fulfilment, under one id until that is refused, so a repeat takes nothing
 * twice. When the answer is `pending`, an event of payments tells the end.
 */
export const captureFulfilment = ({
  db,
  jobs,
  payments,
}: Pick<OrdersParts, 'db' | 'jobs' | 'payments'>) =>
  defineJob({
    name: 'capture-fulfilment',
    data: Type.Object({ fulfilmentId: Type.String() }),
    // With growing pauses these span days: the parcel has left, so the money must follow.
    attemptsMax: 25,
    run: async ({ fulfilmentId }) => {
      const found = await sql<Capture>`
        select coalesce(f.capture_id, f.id) as "captureId",
               o.payment_try_id as "tryId",
               f.capture_minor as "amountMinor",
               o.currency,
               f.capture_status = 'requested' as "isRequested"
        from fulfilment f
        join orders o on o.id = f.order_id
        where f.id = ${fulfilmentId}
      `.execute(db);
      const [capture] = found.rows;
      if (capture === undefined || !capture.isRequested) return;
      const { captureId, tryId, amountMinor, currency } = capture;
      const answer = await payments.capture(
        {
          params: { captureId },
          body: { tryId, amount: { amount: amountMinor, currency } },
        },
        backgroundContext({ timeoutMs: 15_000 }),
      );
      const { status, reason } = answer.body;
      if (status === 'captured') await transaction(db, (tx) => settleCapture(tx, jobs, captureId));
      if (status === 'failed') await transaction(db, (tx) => failCapture(tx, captureId, reason));
    },
  });
