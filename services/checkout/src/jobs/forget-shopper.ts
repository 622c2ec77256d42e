import { type accountsContract, verifiedEmailOfErased } from '@cartwright/accounts/contract';
import type { Client } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { backgroundContext } from '@cartwright/http';
import { defineJob, type JobQueue } from '@cartwright/jobs';
import { type RawBuilder, sql } from 'kysely';
import Type from 'typebox';
import { checkoutEvents } from '../../contract/events.ts';
import type { DB } from '../store/tables.generated.ts';
import { nextLook } from './next-look.ts';

interface Parts {
  db: Database<DB>;
  accounts: Pick<Client<typeof accountsContract>, 'getErasure'>;
  jobs: Pick<JobQueue, 'enqueue'>;
}

/**
 * Removes the attempts of an erased shopper that came to no order: those made while he was signed
 * in, and those under the address that he had verified. Attempts with an order lose their personal
 * data with the order. One that is still open is waited for, and only then this service tells: what
 * it comes to is removed too, or is an order by then.
 */
export const forgetShopper = ({ db, accounts, jobs }: Parts) =>
  defineJob({
    name: 'forget-shopper',
    data: Type.Object({
      shopperId: Type.String(),
      /** How often it has waited for checkouts that were open. */
      waits: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
    // With growing pauses these span days: a shopper who asked for it must not be remembered.
    attemptsMax: 25,
    run: async ({ shopperId, waits = 0 }, { log }) => {
      const context = backgroundContext({ timeoutMs: 10_000 });
      const email = await verifiedEmailOfErased(accounts, shopperId, context);
      await removeFailed(db, { shopperId, email });
      const open = await countOpen(db, { shopperId, email });
      await transaction(db, async (tx) => {
        // To wait is no failure: a job of its own looks again, with all its tries before it.
        if (open > 0) {
          const data = { shopperId, waits: waits + 1 };
          return jobs.enqueue(tx, 'forget-shopper', data, nextLook(shopperId, waits));
        }
        // What was open a moment ago may have failed by now.
        await removeFailed(tx, { shopperId, email });
        const data = { shopperId };
        await emit(tx, checkoutEvents.shopperForgotten, { subject: shopperId, data });
      });
      if (open > 0 && waits === 0)
        log.info({ shopperId, open }, 'checkouts of an erased shopper are still open: waiting');
    },
  });

interface Erased {
  shopperId: string;
  /** Null when it was never verified: anybody could have typed it. */
  email: string | null;
}

async function removeFailed(db: Database<DB> | Tx<DB>, erased: Erased): Promise<void> {
  await sql`
    delete from checkout_attempt
    where not holds_cart
      and ${isOf(erased)}
  `.execute(db);
}

async function countOpen(db: Database<DB>, erased: Erased): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::integer as open
    from checkout_attempt
    where closed_at is null
      and ${isOf(erased)}
  `.execute(db);
  return rows[0]?.open ?? 0;
}

/** The cart may be the shopper's when the request was not signed in, as after a session's end. */
const isOf = ({ shopperId, email }: Erased): RawBuilder<unknown> => sql`(
  shopper_id = ${shopperId}
  or frozen ->> 'shopperId' = ${shopperId}
  or lower(email) = lower(${email}::text)
)`;
