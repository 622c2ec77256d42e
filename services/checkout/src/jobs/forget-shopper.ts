import type { accountsContract } from '@cartwright/accounts/contract';
import { type Client, isContractError } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { backgroundContext } from '@cartwright/http';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import { checkoutEvents } from '../../contract/events.ts';
import type { DB } from '../store/tables.generated.ts';

interface Parts {
  db: Database<DB>;
  accounts: Pick<Client<typeof accountsContract>, 'getErasure'>;
}

/**
 * Removes the attempts that came to no order under the verified address of an erased shopper.
 * Attempts with an order lose their personal data with the order.
 */
export const forgetShopper = ({ db, accounts }: Parts) =>
  defineJob({
    name: 'forget-shopper',
    data: Type.Object({ shopperId: Type.String() }),
    // With growing pauses these span days: a shopper who asked for it must not be remembered.
    attemptsMax: 25,
    run: async ({ shopperId }) => {
      const context = backgroundContext({ timeoutMs: 10_000 });
      const erasure = await accounts
        .getErasure({ params: { shopperId } }, context)
        .catch((error: unknown) => {
          // Told by everybody already: this job has run before.
          if (isContractError(error, 'not-found')) return undefined;
          throw error;
        });
      if (erasure === undefined) return;
      await transaction(db, async (tx) => {
        if (erasure.body.emailVerified)
          await sql`
            delete from checkout_attempt
            where not holds_cart
              and lower(email) = lower(${erasure.body.email})
          `.execute(tx);
        const data = { shopperId };
        await emit(tx, checkoutEvents.shopperForgotten, { subject: shopperId, data });
      });
    },
  });
