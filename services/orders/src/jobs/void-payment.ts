import { transaction } from '@cartwright/database';
import { backgroundContext } from '@cartwright/http';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import type { OrdersParts } from '../orders-parts.ts';
import { settleVoid } from '../use-cases/settle-void.ts';

/**
 * Gives back what is authorised of an order and will not be captured. When the answer is `pending`,
 * an event of payments tells the end, unless a capture has to end first.
 */
export const voidPayment = ({ db, payments }: Pick<OrdersParts, 'db' | 'payments'>) =>
  defineJob({
    name: 'void-payment',
    data: Type.Object({ orderId: Type.String() }),
    // With growing pauses these span days; an authorisation that nobody voids lapses by itself.
    attemptsMax: 25,
    run: async ({ orderId }) => {
      const found = await sql<{ tryId: string }>`
        select payment_try_id as "tryId"
        from orders
        where id = ${orderId}
          and voided_at is null
      `.execute(db);
      const tryId = found.rows[0]?.tryId;
      if (tryId === undefined) return;
      const { body } = await payments.voidPayment(
        { params: { tryId } },
        backgroundContext({ timeoutMs: 15_000 }),
      );
      if (body.status === 'voided') await transaction(db, (tx) => settleVoid(tx, tryId));
      if (body.status === 'failed' || body.reason === 'capture-under-way') {
        throw new Error(`payments could not void the try ${tryId}: ${body.reason ?? 'no reason'}`);
      }
    },
  });
