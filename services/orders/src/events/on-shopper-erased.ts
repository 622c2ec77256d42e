import { accountsContract } from '@cartwright/accounts/contract';
import { checkoutContract } from '@cartwright/checkout/contract';
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
    await jobs.enqueue(tx, 'forget-shopper', { shopperId, isLast: false }, { key: shopperId });
  });

/**
 * No checkout of the erased shopper is open any more: what was ordered as a guest meanwhile is
 * found, and only then this service tells that it has forgotten the shopper.
 */
export const onCheckoutForgot = ({ jobs }: Pick<OrdersParts, 'jobs'>) =>
  subscribe(checkoutContract.events.shopperForgotten, async (tx, { data: { shopperId } }) => {
    const key = `${shopperId} last`;
    await jobs.enqueue(tx, 'forget-shopper', { shopperId, isLast: true }, { key });
  });
