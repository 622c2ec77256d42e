import { orNothing } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { backgroundContext } from '@cartwright/http';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import { notificationsEvents } from '../../contract/events.ts';
import type { NotificationsParts } from '../notifications-parts.ts';
import { isAccountMail } from '../store/mail-kinds.ts';
import { forgetMail } from '../store/mail-rows.ts';

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
      // Unknown once everybody has told: this job has run before.
      const erasure = await orNothing(
        accounts.getErasure({ params: { shopperId } }, context),
        'not-found',
      );
      if (erasure === undefined) return;
      await transaction(db, async (tx) => {
        await sql`
          update mail
          set ${forgetMail}
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
