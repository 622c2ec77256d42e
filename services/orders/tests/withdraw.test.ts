import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { asAnyone, asStaff, callAs } from '@cartwright/testing';
import { sql } from 'kysely';
import { eraseDueOrders } from '../src/use-cases/erase-orders.ts';
import { startOrders } from './orders-shop.ts';

const { shop, api, asNotifications, place, shoppers, see, cancelAsStaff, fulfil } =
  await startOrders();
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
  const { id, declaredAt } = withdrawal;
  assert.equal(number, order.number);
  assert.ok(Math.abs(Date.now() - Date.parse(withdrawal.declaredAt)) < 60_000);
  assert.deepEqual(withdrawal, { ...declaration, id, declaredAt });
  assert.deepEqual((await see(order.id)).withdrawals, [{ ...withdrawal, handledAt: null }]);
  const seen = await api.getOrder({ params: { id: order.id } }, bearer);
  assert.deepEqual(seen.body.withdrawals, [withdrawal]);
  const told = await asNotifications.getForMail({ params: { orderId: order.id } }, asAnyone());
  assert.deepEqual(told.body.withdrawals, [withdrawal]);
  assert.equal((await see(order.id)).status, 'placed', 'staff decide what follows');
});

test('the shopper of an order withdraws from it, and nobody else', async () => {
  const [ada, eve] = [randomUUID(), randomUUID()];
  const order = await place({ shopperId: ada });
  shoppers.set(eve, { email: 'ada@example.com', emailVerified: true });
  for (const context of [callAs({ kind: 'shopper', id: eve }), asAnyone({ bearer: 'x' })])
    await assert.rejects(withdraw(order.id, context), notFound);
  assert.deepEqual((await see(order.id)).withdrawals, []);
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
  assert.deepEqual((await see(order.id)).withdrawals, []);
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

test('each part can be withdrawn from, and what adds nothing is answered as before', async () => {
  const order = await place({ email: 'parts@example.com' });
  const bearer = asAnyone({ bearer: order.accessToken });
  const boots = await withdraw(order.id, bearer, { name: 'Ada', goods: 'the boots' });
  const hat = await withdraw(order.id, bearer, { name: 'Ada', goods: 'the hat' });
  assert.notEqual(hat.body.id, boots.body.id);
  const again = await withdraw(order.id, bearer, { name: 'Ada L.', goods: ' The  Boots' });
  assert.deepEqual(again.body, boots.body);
  const all = await withdrawAsGuest(order.number, 'parts@example.com');
  assert.equal(all.body.goods, null);
  const more = await withdraw(order.id, bearer, { goods: 'the gloves' });
  assert.deepEqual(more.body, all.body, 'the whole order holds the gloves too');
  const declared = (await see(order.id)).withdrawals.map(({ goods }) => goods);
  assert.deepEqual(declared, ['the boots', 'the hat', null]);
  assert.equal(await timesTold(order.id), 3);
});

test('an order takes twenty parts, and the whole of it afterwards', async () => {
  const order = await place({ email: 'many@example.com' });
  const bearer = asAnyone({ bearer: order.accessToken });
  const asked = Array.from({ length: 22 }, (_, count) =>
    withdraw(order.id, bearer, { goods: `part ${count}` }).then(
      () => 'received',
      (error: unknown) => (isContractError(error, 'too-many-withdrawals') ? 'refused' : error),
    ),
  );
  const answers = await Promise.all(asked);
  assert.equal(answers.filter((answer) => answer === 'received').length, 20);
  assert.equal(answers.filter((answer) => answer === 'refused').length, 2);
  assert.equal((await withdrawAsGuest(order.number, 'many@example.com')).body.goods, null);
  assert.equal((await see(order.id)).withdrawals.length, 21);
});

const openOnes = async (query: { limit?: number; cursor?: string } = {}) =>
  (await api.listOrders({ query: { withdrawal: 'open', ...query } }, asStaff())).body;

const handle = (id: string, withdrawalId: string) =>
  api.handleWithdrawal({ params: { id, withdrawalId } }, asStaff());

test('staff find orders with an open withdrawal until each of them is handled', async () => {
  const order = await place({ email: 'open@example.com' });
  const other = await place({ email: 'quiet@example.com' });
  const bearer = asAnyone({ bearer: order.accessToken });
  const boots = (await withdraw(order.id, bearer, { goods: 'the boots' })).body;
  const hat = (await withdraw(order.id, bearer, { goods: 'the hat' })).body;
  const openSince = async () => {
    const items = [...(await openOnes({ limit: 100 })).items];
    assert.ok(items.every(({ id }) => id !== other.id));
    return items.find(({ id }) => id === order.id)?.withdrawalOpenSince;
  };
  assert.equal(await openSince(), boots.declaredAt);
  await assert.rejects(handle(other.id, boots.id), notFound);
  await assert.rejects(handle(order.id, randomUUID()), notFound);
  const { body: seen } = await handle(order.id, boots.id);
  const handledAt = seen.withdrawals[0]?.handledAt;
  assert.ok(handledAt);
  assert.equal(await openSince(), hat.declaredAt);
  const { body: again } = await handle(order.id, boots.id);
  assert.equal(again.withdrawals[0]?.handledAt, handledAt);
  await handle(order.id, hat.id);
  assert.equal(await openSince(), undefined);
  const { body: listed } = await api.listOrders({ query: { q: 'open@example.com' } }, asStaff());
  assert.equal(listed.items[0]?.withdrawalOpenSince, null);
  const told = await sql<{ id: string }>`
    select data -> 'changes' ->> 'withdrawalId' as id
    from event
    where type = 'orders.staff-acted.v1'
      and data ->> 'subject' = ${order.id}
    order by seq
  `.execute(db);
  assert.deepEqual(
    told.rows.map(({ id }) => id),
    [boots.id, hat.id],
  );
  await withdraw(order.id, bearer, { goods: 'the gloves' });
  assert.ok(await openSince(), 'a new one opens it again');
});

test('orders with an open withdrawal are listed page by page, newest first', async () => {
  const placed: string[] = [];
  for (const status of ['placed', 'cancelled', 'fulfilled']) {
    const order = await place({ email: 'pages@example.com' });
    await withdraw(order.id, asAnyone({ bearer: order.accessToken }));
    if (status === 'cancelled') await cancelAsStaff(order.id);
    if (status === 'fulfilled') await fulfil(order.id);
    placed.unshift(order.id);
  }
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await openOnes({ limit: 2, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < 100);
  assert.deepEqual(found.slice(0, 3), placed);
  assert.equal(new Set(found).size, found.length);
});

test('what was declared is forgotten once it is handled, and when it was stays', async () => {
  const order = await place({ email: 'forgotten@example.com' });
  const { body: withdrawal } = await withdraw(order.id, asAnyone({ bearer: order.accessToken }));
  await cancelAsStaff(order.id);
  await shop.settled();
  await sql`
    update orders
    set erase_at = now() - interval '1 second'
    where id = ${order.id}
  `.execute(db);
  await eraseDueOrders({ db, eraseAfterDays: 0 });
  const open = await see(order.id);
  assert.equal(open.isErased, false, 'staff are still to handle what was declared');
  assert.equal(open.withdrawals[0]?.name, declaration.name);
  const [declared] = (await handle(order.id, withdrawal.id)).body.withdrawals;
  await eraseDueOrders({ db, eraseAfterDays: 0 });
  assert.deepEqual((await see(order.id)).withdrawals, [{ ...declared, name: '-', goods: '-' }]);
  await assert.rejects(withdrawAsGuest(order.number, (await see(order.id)).email), notFound);
});
