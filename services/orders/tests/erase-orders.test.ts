import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { accountsContract } from '@cartwright/accounts/contract';
import { isContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { asAnyone, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import type { PlaceOrder } from '../contract/shapes.ts';
import { eraseDueOrders } from '../src/use-cases/erase-orders.ts';
import { startOrders } from './orders-shop.ts';

const eraseAfterDays = 30;
const {
  shop,
  api,
  asNotifications,
  payments,
  place,
  fulfil,
  refund,
  cancelAsStaff,
  see,
  shoppers,
} = await startOrders({ ORDERS_ERASE_AFTER_DAYS: String(eraseAfterDays) });
after(() => shop.stop());
const { db } = shop.databaseOf('orders');

/** The service's own sweep may hold due orders, which are then skipped: waits until it lets go. */
async function erase(): Promise<void> {
  await eraseDueOrders({ db, eraseAfterDays });
  await sql`
    select
    from orders
    where erase_at <= now()
    for share
  `.execute(db);
}
const isErased = async (orderId: string) => (await see(orderId)).isErased;

/** Accounts tell that a shopper wants to be forgotten, and orders have done what follows. */
async function forget(shopperId: string): Promise<void> {
  await transaction(shop.databaseOf('accounts').db, (tx) =>
    emit(tx, accountsContract.events.shopperErased, { subject: shopperId, data: { shopperId } }),
  );
  await shop.settled();
}

async function placeFor(shopperId: string, given: Partial<PlaceOrder> = {}): Promise<string> {
  shoppers.set(shopperId, { email: `${shopperId}@example.com`, emailVerified: true });
  return (await place({ shopperId, ...given })).id;
}

/** Days from the shopper's erasure to that of the order; null when it is not to be erased. */
async function daysToErasure(orderId: string): Promise<number | null> {
  const { rows } = await sql<{ days: number | null }>`
    select round(extract(epoch from erase_at - now()) / 86400)::integer as days
    from orders
    where id = ${orderId}
  `.execute(db);
  return rows[0]?.days ?? null;
}

/** As if the days had passed. */
const letDaysPass = (orderId: string) =>
  sql`
    update orders
    set erase_at = now() - interval '1 second'
    where id = ${orderId}
  `.execute(db);

const toldErased = async (orderId: string): Promise<number> => {
  const { rows } = await sql`
    select
    from event
    where subject = ${orderId}
      and type = 'orders.personal-data-erased.v1'
  `.execute(db);
  return rows.length;
};

test('orders keep personal data for the configured days after the erasure', async () => {
  const shopperId = randomUUID();
  const own = await placeFor(shopperId);
  const asGuest = (await place({ email: `${shopperId}@EXAMPLE.com` })).id;
  await cancelAsStaff(own);
  await cancelAsStaff(asGuest);
  await forget(shopperId);
  for (const id of [own, asGuest]) {
    assert.equal(await daysToErasure(id), eraseAfterDays);
    assert.equal(await isErased(id), false);
    await letDaysPass(id);
  }
  await erase();
  for (const id of [own, asGuest]) {
    const order = await see(id);
    assert.ok(order.isErased);
    assert.equal(order.shopperId, null);
    assert.equal(order.shippingAddress.lastName, '-');
    assert.equal(order.shippingAddress.country, 'DE');
  }
});

test('an order that was under way when its shopper was erased is erased with the others', async () => {
  const shopperId = randomUUID();
  shoppers.set(shopperId, { email: `${shopperId}@example.com`, emailVerified: true });
  await forget(shopperId);
  const late = await placeFor(shopperId);
  await erase();
  assert.equal(await daysToErasure(late), eraseAfterDays);
});

test('an order is left until its delivery and its refunds have ended', async () => {
  const shopperId = randomUUID();
  const id = await placeFor(shopperId);
  await forget(shopperId);
  await letDaysPass(id);
  await erase();
  assert.equal(await isErased(id), false, 'it is still to be delivered');
  await fulfil(id);
  await shop.settled();
  payments.answer = 'be-down';
  await refund(id, { amount: { amount: 100, currency: 'EUR' } });
  await erase();
  assert.equal(await isErased(id), false, 'its refund is still under way');
  payments.answer = 'at-once';
  await waitFor('the refund to be done', async () => (await see(id)).refunded.amount === 100, {
    timeoutMs: 30_000,
  });
  await erase();
  assert.equal(await isErased(id), true);
});

test('an erasure that is heard or run twice is done once', async () => {
  const shopperId = randomUUID();
  const id = await placeFor(shopperId);
  await cancelAsStaff(id);
  await forget(shopperId);
  await letDaysPass(id);
  await Promise.all([erase(), erase()]);
  await erase();
  assert.equal(await toldErased(id), 1);
  // Accounts have forgotten the shopper too by now.
  shoppers.delete(shopperId);
  await forget(shopperId);
  assert.equal(await toldErased(id), 1);
});

test('many due orders are erased in one run, each told once', async () => {
  const shopperId = randomUUID();
  const ids: string[] = [];
  for (let count = 0; count < 101; count += 1) ids.push(await placeFor(shopperId));
  await sql`
    update orders
    set status = 'cancelled',
        erase_at = now() - interval '1 second'
    where shopper_id = ${shopperId}
  `.execute(db);
  await erase();
  for (const id of ids) assert.equal(await toldErased(id), 1);
});

test('an order whose customer is forgotten opens no more, and no other is taken for one', async () => {
  const shopperId = randomUUID();
  shoppers.set(shopperId, { email: `${shopperId}@example.com`, emailVerified: true });
  const forgotten = await place({ shopperId });
  await cancelAsStaff(forgotten.id);
  await forget(shopperId);
  await letDaysPass(forgotten.id);
  await erase();
  const open = ({ id, accessToken }: { id: string; accessToken: string }) =>
    api.getOrder({ params: { id } }, asAnyone({ bearer: accessToken }));
  const forMail = (orderId: string) =>
    asNotifications.getForMail({ params: { orderId } }, asAnyone());
  await assert.rejects(open(forgotten), (error) => isContractError(error, 'not-found'));
  await assert.rejects(forMail(forgotten.id), (error) => isContractError(error, 'not-found'));
  // Whatever stands in place of an address, a guest may type it too.
  const typed = await place({ email: (await see(forgotten.id)).email });
  assert.equal((await open(typed)).body.id, typed.id);
  assert.equal((await forMail(typed.id)).body.id, typed.id);
});
