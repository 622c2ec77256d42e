import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { asAnyone, asStaff, callAs } from '@cartwright/testing';
import { startOrders } from './orders-shop.ts';
import { eur, sampleOrder } from './sample-order.ts';

const { shop, api, asCheckout, asNotifications, place, shoppers, cancelAsStaff } =
  await startOrders();
after(() => shop.stop());

const notFound = (error: unknown) => isContractError(error, 'not-found');
const asShopper = (id: string) => callAs({ kind: 'shopper', id });

test('placing an attempt again answers the same order and token', async () => {
  const attemptId = randomUUID();
  const body = sampleOrder();
  const input = { params: { attemptId }, body };
  const first = (await asCheckout.place(input, asAnyone())).body.order;
  const again = (await asCheckout.place(input, asAnyone())).body.order;
  assert.deepEqual(again, first);
  assert.deepEqual(first.shippingAddress, body.shippingAddress);
  assert.equal(first.lines[0]?.title, body.lines[0]?.title);
  assert.deepEqual(first.discounts, [{ code: 'WELCOME', title: 'Welcome', amount: eur(100) }]);
});

test('placing an attempt twenty times at once is one order and one event', async () => {
  const attemptId = randomUUID();
  const input = { params: { attemptId }, body: sampleOrder() };
  const placed = await Promise.all(
    Array.from({ length: 20 }, () => asCheckout.place(input, asAnyone())),
  );
  const ids = new Set(placed.map((answer) => answer.body.order.id));
  assert.equal(ids.size, 1);
  const found = await shop
    .databaseOf('orders')
    .pool.query('select from event where subject = $1', [[...ids][0]]);
  assert.equal(found.rowCount, 1);
});

test('the order of an attempt is found, and none for an attempt that has none', async () => {
  const attemptId = randomUUID();
  const findPlaced = async (id: string) =>
    (await asCheckout.findPlaced({ params: { attemptId: id } }, asAnyone())).body.orderId;
  assert.equal(await findPlaced(attemptId), null);
  const { id } = await place({}, attemptId);
  assert.equal(await findPlaced(attemptId), id);
  await cancelAsStaff(id);
  assert.equal(await findPlaced(attemptId), id);
});

test('totals that are not the sum of the lines are refused', async () => {
  const order = sampleOrder();
  const totals = { ...order.totals, total: eur(order.totals.total.amount - 1) };
  await assert.rejects(
    () => place({ ...order, totals }),
    (error) => isContractError(error, 'totals-mismatch'),
  );
});

test('an order opens with its token and for no other bearer', async () => {
  const order = await place();
  const other = await place();
  const input = { params: { id: order.id } };
  const seen = await api.getOrder(input, asAnyone({ bearer: order.accessToken }));
  assert.equal(seen.body.email, 'ada@example.com');
  assert.ok(!('accessToken' in seen.body) && !('attemptId' in seen.body));
  for (const bearer of [other.accessToken, 'x', undefined]) {
    const context = bearer === undefined ? asAnyone() : asAnyone({ bearer });
    await assert.rejects(() => api.getOrder(input, context), notFound);
  }
  await assert.rejects(
    () => api.cancelOrder(input, asAnyone({ bearer: other.accessToken, idempotencyKey: 'key' })),
    notFound,
  );
  await assert.rejects(() => api.getOrder({ params: { id: randomUUID() } }, asStaff()), notFound);
});

test('an order opens for the shopper who placed it, and is unknown to another', async () => {
  const [ada, eve] = [randomUUID(), randomUUID()];
  const order = await place({ shopperId: ada });
  shoppers.set(eve, { email: 'ada@example.com', emailVerified: true });
  await api.getOrder({ params: { id: order.id } }, asShopper(ada));
  await assert.rejects(() => api.getOrder({ params: { id: order.id } }, asShopper(eve)), notFound);
});

test('guest orders appear to a shopper once the address is verified', async () => {
  const shopper = randomUUID();
  const email = `${randomUUID()}@example.com`;
  const guest = await place({ email: email.toUpperCase() });
  const own = await place({ shopperId: shopper, email: 'else@example.com' });
  shoppers.set(shopper, { email, emailVerified: false });
  const list = async () =>
    (await api.listMyOrders({ query: {} }, asShopper(shopper))).body.items.map(({ id }) => id);
  assert.deepEqual(await list(), [own.id]);
  await assert.rejects(
    () => api.getOrder({ params: { id: guest.id } }, asShopper(shopper)),
    notFound,
  );
  shoppers.set(shopper, { email, emailVerified: true });
  assert.deepEqual(await list(), [own.id, guest.id]);
  await api.getOrder({ params: { id: guest.id } }, asShopper(shopper));
});

test('a list goes on where its page ended, and refuses a foreign cursor', async () => {
  const email = `${randomUUID()}@example.com`;
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.unshift((await place({ email })).id);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { q: email, limit: 2, ...(cursor ? { cursor } : {}) };
    const { body } = await api.listOrders({ query }, asStaff());
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor;
  } while (cursor !== null);
  assert.deepEqual(seen, ids);
  await api.listOrders(
    { query: { from: '0000-01-01T00:00:00Z', to: '2026-01-01T00:00:00+20:00' } },
    asStaff(),
  );
  for (const wrong of ['x', Buffer.from('2026-13-99T00:00:00.000Z x').toString('base64url')]) {
    await assert.rejects(
      () => api.listOrders({ query: { cursor: wrong } }, asStaff()),
      (error) => isContractError(error, 'invalid-input'),
    );
  }
});

test('staff find orders by number, address, status and time', async () => {
  const email = `${randomUUID()}@example.com`;
  const order = await place({ email });
  const find = async (query: Parameters<typeof api.listOrders>[0]['query']) =>
    (await api.listOrders({ query }, asStaff())).body.items.map(({ id }) => id);
  assert.deepEqual(await find({ q: order.number.toLowerCase().replace('-', '') }), [order.id]);
  assert.deepEqual(await find({ q: email.slice(0, 20).toUpperCase() }), [order.id]);
  assert.deepEqual(await find({ q: '%' }), []);
  assert.deepEqual(await find({ q: email, from: order.createdAt }), [order.id]);
  assert.deepEqual(await find({ q: email, to: order.createdAt }), []);
  assert.deepEqual(await find({ q: email, status: 'cancelled' }), []);
  await cancelAsStaff(order.id);
  assert.deepEqual(await find({ q: email, status: 'cancelled' }), [order.id]);
});

test('a mail is told the order and a link that opens it', async () => {
  const order = await place({ locale: 'de' });
  const { body } = await asNotifications.getForMail({ params: { orderId: order.id } }, asAnyone());
  assert.equal(body.locale, 'de');
  const link = `http://127.0.0.1:8080/orders/${order.id}?locale=de&token=${order.accessToken}`;
  assert.equal(body.link, link);
  await assert.rejects(
    () => api.getForMail({ params: { orderId: order.id } }, asAnyone()),
    (error) => isContractError(error, 'not-allowed'),
  );
});
