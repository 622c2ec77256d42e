import { accountsContract } from '@cartwright/accounts/contract';
import { subscribe } from '@cartwright/events';
import { sql } from 'kysely';
import type { OrdersParts } from '../orders-parts.ts';

/** A shopper wants to be forgotten: a job asks for his address and finds his orders. */
export const onShopperErased = ({ jobs }: Pick<OrdersParts, 'jobs'>) =>
  subscribe(accountsContract.events.shopperErased, async (tx, { data: { shopperId } }) => {
    await sql`
      insert into erased_shopper (shopper_id)
      values (${shopperId})
      on conflict do nothing
    `.execute(tx);
    await jobs.enqueue(tx, 'forget-shopper', { shopperId }, { key: shopperId });
  });
