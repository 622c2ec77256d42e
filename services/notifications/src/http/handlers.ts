import type { Handlers } from '@cartwright/contract';
import type { notificationsContract } from '../../contract/index.ts';
import type { NotificationsParts } from '../notifications-parts.ts';
import { listMails, readMail } from '../queries/list-mails.ts';
import { resendMail } from '../use-cases/resend-mail.ts';

export const notificationsHandlers = (
  parts: NotificationsParts,
): Handlers<typeof notificationsContract> => ({
  listMails: async ({ query }) => ({ status: 200, body: await listMails(parts.db, query) }),
  resendMail: async ({ params }, context) => {
    const { mailId } = await resendMail(parts, params.id, context);
    return { status: 201, body: await readMail(parts.db, mailId) };
  },
});
