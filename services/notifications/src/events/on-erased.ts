import { accountsContract } from '@cartwright/accounts/contract';
import { subscribe } from '@cartwright/events';
import { ordersContract } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { NotificationsParts } from '../notifications-parts.ts';
import { forgetMail } from '../store/mail-rows.ts';

/** An order has lost its personal data: the mails about it lose them too. */
export const onOrderErased = subscribe(
  ordersContract.events.personalDataErased,
  async (tx, { data }) => {
    await sql`
      update mail
      set ${forgetMail}
      where about_id = ${data.orderId}
    `.execute(tx);
  },
);

export const onShopperErased = ({ jobs }: Pick<NotificationsParts, 'jobs'>) =>
  subscribe(accountsContract.events.shopperErased, async (tx, { data: { shopperId } }) => {
    await jobs.enqueue(tx, 'forget-recipient', { shopperId }, { key: shopperId });
  });
