import { isContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { defineJob } from '@cartwright/jobs';
import { sql } from 'kysely';
import Type from 'typebox';
import type { Delivery } from '../deliver/deliver.ts';
import type { NotificationsParts } from '../notifications-parts.ts';
import { canBeRemade } from '../store/mail-kinds.ts';
import type { MailDelivery, StoredMail } from '../store/mail-rows.ts';
import type { DB } from '../store/tables.generated.ts';
import type { RenderedMail } from '../templates/layout.ts';
import { renderMail } from '../use-cases/render-mail.ts';

type Rendered = RenderedMail & { recipient: string };
type Parts = Omit<NotificationsParts, 'jobs' | 'messageHost'>;

/**
 * Makes a mail and delivers it, at least once under one Message-ID. It is made at delivery, from
 * what its owner says then, so that no personal data waits in a queue.
 */
export const sendMail = (parts: Parts) =>
  defineJob({
    name: 'send-mail',
    data: Type.Object({ mailId: Type.String() }),
    // With growing pauses these span days: as long as mail servers keep trying too.
    attemptsMax: 20,
    run: async ({ mailId }) => {
      const mail = await parts.mails.find(mailId);
      if (mail?.status !== 'queued') return;
      const rendered = await render(parts, mail);
      if (rendered === undefined) return;
      const delivery = await deliver(parts, mail, rendered);
      await parts.mails.recordDelivery(outcomeOf(mail, rendered, delivery));
      if (delivery.outcome === 'refused') {
        parts.log.warn({ mailId, kind: mail.kind }, 'mail refused by the mail server');
      }
    },
  });

/** Undefined when what the mail would tell of is gone, as a link that was used: then it ends. */
async function render(parts: Parts, mail: StoredMail): Promise<Rendered | undefined> {
  try {
    return await renderMail(parts, mail);
  } catch (error) {
    if (!isContractError(error, 'not-found')) {
      await recordFailedTry(parts.db, mail.id, messageOf(error));
      throw error;
    }
    await sql`
      update mail
      set status = 'failed',
          tries = tries + 1,
          last_error = 'What it tells of is gone'
      where id = ${mail.id}
    `.execute(parts.db);
    return undefined;
  }
}

async function deliver(parts: Parts, mail: StoredMail, rendered: Rendered): Promise<Delivery> {
  try {
    return await parts.deliver({ ...rendered, messageId: mail.messageId });
  } catch (error) {
    await recordFailedTry(parts.db, mail.id, messageOf(error));
    // A mail server quotes addresses, and what is thrown here is logged: so it is not the cause.
    throw new Error(`The mail server did not take mail ${mail.id}; its row tells why`);
  }
}

const messageOf = (error: unknown): string =>
  reasonOf(error instanceof Error ? error.message : String(error));

/** The first lines tell the reason; a mail server can be lengthy, and it quotes addresses. */
const reasonOf = (text: string): string =>
  text.slice(0, 1_000).replaceAll(/[^\s<>]+@[^\s<>]+/g, 'ADDRESS');

async function recordFailedTry(db: Database<DB>, mailId: string, reason: string): Promise<void> {
  await sql`
    update mail
    set tries = tries + 1,
        last_error = ${reason}
    where id = ${mailId}
  `.execute(db);
}

const statusOf = { sent: 'sent', kept: 'kept', refused: 'failed' } as const;

function outcomeOf(mail: StoredMail, rendered: Rendered, delivery: Delivery): MailDelivery {
  const isContentKept = delivery.outcome === 'kept' && !canBeRemade(mail.kind);
  return {
    mailId: mail.id,
    status: statusOf[delivery.outcome],
    recipient: rendered.recipient,
    subject: rendered.subject,
    html: isContentKept ? rendered.html : null,
    plain: isContentKept ? rendered.text : null,
    reason: delivery.outcome === 'refused' ? reasonOf(delivery.reason) : null,
  };
}
