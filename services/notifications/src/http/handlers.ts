import { type Handlers, shopperIdOf } from '@cartwright/contract';
import type { notificationsContract } from '../../contract/index.ts';
import type { NotificationsParts } from '../notifications-parts.ts';
import { listMails, readMail } from '../queries/list-mails.ts';
import { mailsOfShopper } from '../queries/mails-of-shopper.ts';
import { resendMail } from '../use-cases/resend-mail.ts';

export const notificationsHandlers = (
  parts: NotificationsParts,
): Handlers<typeof notificationsContract> => ({
  listMails: async ({ query }) => ({ status: 200, body: await listMails(parts.db, query) }),
  exportMails: async ({ query }, context) => {
    const input = { params: { shopperId: shopperIdOf(context) } };
    const { body } = await parts.accounts.getShopper(input, context);
    // Mails about orders are shown to whom they went only, so that nobody can ask for others'.
    const orderIds = body.emailVerified ? (query.orderIds ?? []) : [];
    const items = await mailsOfShopper(parts.db, { email: body.email, orderIds });
    return { status: 200, body: { items } };
  },
  resendMail: async ({ params }, context) => {
    const { mailId } = await resendMail(parts, params.id, context);
    return { status: 201, body: await readMail(parts.db, mailId) };
  },
});
