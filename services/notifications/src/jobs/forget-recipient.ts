import { isContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { backgroundContext } from '@cartwright/http';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import { notificationsEvents } from '../../contract/events.ts';
import type { NotificationsParts } from '../notifications-parts.ts';
import { isAccountMail } from '../queries/mails-of-shopper.ts';

/**
 * Takes recipient and content out of the mails about the account of an erased shopper: an address
 * has but one account. Those that are on their way tell no recipient yet, so accounts names them.
 * Mails about orders follow their order.
 */
export const forgetRecipient = ({ db, accounts }: Pick<NotificationsParts, 'db' | 'accounts'>) =>
  defineJob({
    name: 'forget-recipient',
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
        await sql`
          update mail
          set recipient = null,
              subject = null,
              html = null,
              plain = null,
              last_error = null,
              is_forgotten = true
          where ${isAccountMail}
            and (
              lower(recipient) = lower(${erasure.body.email})
              or about_id = any (${erasure.body.mailIds}::uuid[])
            )
        `.execute(tx);
        const data = { shopperId };
        await emit(tx, notificationsEvents.shopperForgotten, { subject: shopperId, data });
      });
    },
  });
