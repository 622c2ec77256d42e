import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { asAnyone, callAs } from '@cartwright/testing';
import { sql } from 'kysely';
import { eraseDueOrders } from '../src/use-cases/erase-orders.ts';
import { startOrders } from './orders-shop.ts';

const { shop, api, asNotifications, place, shoppers, see, cancelAsStaff } = await startOrders();
after(() => shop.stop());
const { db } = shop.databaseOf('orders');

const notFound = (error: unknown) => isContractError(error, 'not-found');
const declaration = { name: 'Ada Lovelace', goods: 'the blue boots' };

const withdraw = (id: string, context = asAnyone(), body: Partial<typeof declaration> = {}) =>
  api.withdrawFromOrder({ params: { id }, body: { ...declaration, ...body } }, context);

const withdrawAsGuest = (number: string, email: string) =>
  api.withdrawByNumber({ body: { name: 'Ada Lovelace', number, email } }, asAnyone());

async function timesTold(orderId: string): Promise<number> {
  const { rows } = await sql`
    select
    from event
    where subject = ${orderId}
      and type = 'orders.withdrawal-declared.v1'
  `.execute(db);
  return rows.length;
}

test('the holder of the token withdraws, and staff, customer and mail see what was said', async () => {
  const order = await place();
  const bearer = asAnyone({ bearer: order.accessToken });
  const { body: receipt } = await withdraw(order.id, bearer);
  const { number, ...withdrawal } = receipt;
  assert.equal(number, order.number);
  assert.ok(Math.abs(Date.now() - Date.parse(withdrawal.declaredAt)) < 60_000);
  assert.deepEqual(withdrawal, { ...declaration, declaredAt: withdrawal.declaredAt });
  assert.deepEqual((await see(order.id)).withdrawal, withdrawal);
  const seen = await api.getOrder({ params: { id: order.id } }, bearer);
  assert.deepEqual(seen.body.withdrawal, withdrawal);
  const told = await asNotifications.getForMail({ params: { orderId: order.id } }, asAnyone());
  assert.deepEqual(told.body.withdrawal, withdrawal);
  assert.equal((await see(order.id)).status, 'placed', 'staff decide what follows');
});

test('the shopper of an order withdraws from it, and nobody else', async () => {
  const [ada, eve] = [randomUUID(), randomUUID()];
  const order = await place({ shopperId: ada });
  shoppers.set(eve, { email: 'ada@example.com', emailVerified: true });
  for (const context of [callAs({ kind: 'shopper', id: eve }), asAnyone({ bearer: 'x' })])
    await assert.rejects(withdraw(order.id, context), notFound);
  assert.equal((await see(order.id)).withdrawal, null);
  const { body } = await withdraw(order.id, callAs({ kind: 'shopper', id: ada }));
  assert.equal(body.name, declaration.name);
});

test('a guest withdraws by number and address, however they are typed', async () => {
  const email = `${randomUUID()}@example.com`;
  const order = await place({ email });
  const typed = order.number.toLowerCase().replace('-', ' ');
  const { body } = await withdrawAsGuest(typed, email.toUpperCase());
  assert.equal(body.number, order.number);
  assert.equal(body.goods, null);
  assert.equal(await timesTold(order.id), 1);
});

test('whatever is wrong about number and address is answered alike', async () => {
  const order = await place({ email: 'right@example.com' });
  const wrong = [
    [order.number, 'wrong@example.com'],
    ['ZZZZ-ZZZZ', 'right@example.com'],
    ['no number', 'right@example.com'],
  ] as const;
  const answers = new Set<string>();
  for (const [number, email] of wrong) {
    const refused = await withdrawAsGuest(number, email).catch((error: unknown) => error);
    assert.ok(notFound(refused));
    answers.add(JSON.stringify(refused));
  }
  assert.equal(answers.size, 1);
  assert.equal((await see(order.id)).withdrawal, null);
});

test('the first withdrawal counts, also among ten at the same moment', async () => {
  const order = await place({ email: 'ten@example.com' });
  const bearer = asAnyone({ bearer: order.accessToken });
  const names = Array.from({ length: 10 }, (_, count) => `Ada ${count}`);
  const answers = await Promise.all(names.map((name) => withdraw(order.id, bearer, { name })));
  const [first] = answers;
  for (const { body } of answers) assert.deepEqual(body, first?.body);
  const guests = { ...declaration, number: order.number, email: 'ten@example.com' };
  const { body: again } = await api.withdrawByNumber({ body: guests }, asAnyone());
  assert.deepEqual(again, first?.body);
  assert.equal(await timesTold(order.id), 1);
});

test('a withdrawal from other parts is not taken for the first one', async () => {
  const order = await place({ email: 'parts@example.com' });
  const bearer = asAnyone({ bearer: order.accessToken });
  const first = await withdraw(order.id, bearer, { name: 'Ada', goods: 'the boots' });
  assert.equal(first.body.goods, 'the boots');
  for (const other of [{ name: 'Ada', goods: 'the hat' }, { name: 'Ada' }])
    await assert.rejects(withdraw(order.id, bearer, other), { code: 'already-withdrawn' });
  const again = await withdraw(order.id, bearer, { name: 'Ada L.', goods: 'the boots' });
  assert.deepEqual(again.body, first.body);
  assert.equal(await timesTold(order.id), 1);
});

test('what was declared is forgotten with the order, and when it was stays', async () => {
  const order = await place({ email: 'forgotten@example.com' });
  await withdraw(order.id, asAnyone({ bearer: order.accessToken }));
  await cancelAsStaff(order.id);
  await shop.settled();
  await sql`
    update orders
    set erase_at = now() - interval '1 second'
    where id = ${order.id}
  `.execute(db);
  const declaredAt = (await see(order.id)).withdrawal?.declaredAt;
  await eraseDueOrders({ db, eraseAfterDays: 0 });
  assert.deepEqual((await see(order.id)).withdrawal, { declaredAt, name: '-', goods: '-' });
  await assert.rejects(withdrawAsGuest(order.number, (await see(order.id)).email), notFound);
});
