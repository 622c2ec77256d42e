import { answerOf, done } from '../api/problems.ts';
import type { ExportedMail, Order } from '../api/shapes.ts';
import type { Visit } from '../browser/cookies.ts';
import { readForm } from '../browser/forms.ts';
import { attempt, type Refused } from './attempt.ts';
import { forgetShopper } from './forget-shopper.ts';

/** 10,000 orders: more than anybody has, and an end all the same. */
const pagesMax = 100;

/** Everything that the shop keeps about the shopper, as one file. */
export async function exportData(visit: Visit): Promise<Response> {
  const { api } = visit.locals.shop;
  const account = await answerOf(api.GET('/api/v1/me/export/account'));
  const orders: Order[] = [];
  const mails = new Map<string, ExportedMail>();
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const found = await answerOf(api.GET('/api/v1/me/export/orders', { params: { query } }));
    orders.push(...found.items);
    const orderIds = found.items.map(({ id }) => id);
    const sent = await answerOf(
      api.GET('/api/v1/me/export/mails', { params: { query: { orderIds } } }),
    );
    // Mails about the account come with every page.
    for (const mail of sent.items) mails.set(`${mail.createdAt} ${mail.subject}`, mail);
    if (found.nextCursor === null) break;
    cursor = found.nextCursor;
  }
  const file = {
    exportedAt: new Date().toISOString(),
    account,
    orders,
    mails: [...mails.values()],
  };
  return new Response(JSON.stringify(file, null, 2), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="my-data.json"',
    },
  });
}

/** Erases the account; the browser keeps nothing of it either. */
export async function eraseAccount(visit: Visit): Promise<Response | Refused> {
  const fields = await readForm(visit.request);
  const { password = '', code = '' } = fields;
  return attempt(visit, fields, async () => {
    await done(
      visit.locals.shop.api.POST('/api/v1/me/erase', {
        body: { password, ...(code === '' ? {} : { code: code.replaceAll(' ', '') }) },
      }),
    );
    await visit.locals.shop.account('sign-out', {});
    return forgetShopper(visit, 'erased');
  });
}

/** What the page about the shopper's data says before he decides. */
export async function loadPrivacy(visit: Visit) {
  const { api } = visit.locals.shop;
  const query = { limit: 100 };
  const [profile, orders] = await Promise.all([
    answerOf(api.GET('/api/v1/me')),
    answerOf(api.GET('/api/v1/me/orders', { params: { query } })),
  ]);
  const isOpen = ({ status }: { status: string }) =>
    status === 'placed' || status === 'partly-fulfilled';
  return { profile, openOrders: orders.items.filter(isOpen).length };
}
