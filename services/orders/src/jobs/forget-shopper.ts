import { verifiedEmailOfErased } from '@cartwright/accounts/contract';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { backgroundContext } from '@cartwright/http';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import { ordersEvents } from '../../contract/events.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { eraseDueOrders } from '../use-cases/erase-orders.ts';

type Parts = Pick<OrdersParts, 'db' | 'accounts' | 'eraseAfterDays'>;

/**
 * Marks the orders of an erased shopper, also those placed as guest under an address that he had
 * verified, and erases what may be erased now. From then on they are found by their mark.
 */
export const forgetShopper = (parts: Parts) =>
  defineJob({
    name: 'forget-shopper',
    data: Type.Object({
      shopperId: Type.String(),
      /** No checkout of the shopper is open any more, so no further order can come of one. */
      isLast: Type.Optional(Type.Boolean()),
    }),
    // With growing pauses these span days: a shopper who asked for it must not be remembered.
    attemptsMax: 25,
    run: async ({ shopperId, isLast }) => {
      const context = backgroundContext({ timeoutMs: 10_000 });
      const email = await verifiedEmailOfErased(parts.accounts, shopperId, context);
      await transaction(parts.db, async (tx) => {
        await sql`
          update orders
          set erase_at = now() + make_interval(days => ${parts.eraseAfterDays})
          where erase_at is null
            and (
              shopper_id = ${shopperId}
              or (shopper_id is null and lower(email) = lower(${email}::text))
            )
        `.execute(tx);
        if (isLast !== true) return;
        await emit(tx, ordersEvents.shopperForgotten, { subject: shopperId, data: { shopperId } });
      });
      await eraseDueOrders(parts);
    },
  });
