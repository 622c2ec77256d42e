import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { sql } from 'kysely';
import { onOrdersPlaced } from '../src/events/on-orders-placed.ts';
import { removeAbandonedCarts } from '../src/use-cases/remove-abandoned-carts.ts';
import { guest, type OpenCarts, openCarts, shopper } from './open-carts.ts';

let carts: OpenCarts;
before(async () => {
  carts = await openCarts();
});
after(() => carts.database.close());

const create = async (lines: { variantId: string; quantity: number }[], context = guest()) =>
  (await carts.routes.createCart({ body: { lines } }, context)).body;
const get = async (cartId: string) =>
  (await carts.routes.getCart({ params: { cartId }, query: {} }, guest())).body;
const add = async (cartId: string, lines: { variantId: string; quantity: number }[]) =>
  (await carts.routes.addLines({ params: { cartId }, body: { lines } }, guest())).body;
const lock = (cartId: string, attemptId: string) =>
  carts.routes.lockForCheckout({ params: { cartId }, body: { attemptId } }, guest());
const placed = (attemptId: string, orderId: string) =>
  transaction(carts.db, (tx) =>
    onOrdersPlaced(tx, [
      {
        data: {
          orderId,
          attemptId,
          paymentTryId: randomUUID(),
          shopperId: null,
          currency: 'EUR',
          total: { amount: 1, currency: 'EUR' },
          lines: [],
        },
      },
    ]),
  );
const quantities = (cart: { lines: { variantId: string; quantity: number }[] }) =>
  Object.fromEntries(cart.lines.map((line) => [line.variantId, line.quantity]));

test('a cart has an unguessable id and is priced by the server', async () => {
  const variantId = carts.addVariant();
  const cart = await create([{ variantId, quantity: 2 }]);
  assert.match(cart.id, /^[\w-]{43}$/);
  assert.deepEqual(cart.totals.total, { amount: 2_000, currency: 'EUR' });
  assert.equal(cart.lines[0]?.title, 'Runner');
  assert.deepEqual(cart.lines[0]?.availability, {
    available: true,
    left: null,
    message: 'In stock',
  });
  assert.deepEqual(await get(cart.id), cart);
});

test('adding a variant again sums it, up to the limit of a line', async () => {
  const variantId = carts.addVariant();
  const cart = await create([
    { variantId, quantity: 400 },
    { variantId, quantity: 500 },
  ]);
  assert.deepEqual(quantities(cart), { [variantId]: 900 });
  await assert.rejects(add(cart.id, [{ variantId, quantity: 100 }]), {
    code: 'invalid-input',
    problems: [
      {
        pointer: '/body/lines/0/quantity',
        message: 'would be more than 999 with what is in the cart',
      },
    ],
  });
  assert.deepEqual(quantities(await get(cart.id)), { [variantId]: 900 });
});

test('concurrent additions are all kept', async () => {
  const variantId = carts.addVariant();
  const cart = await create([]);
  await Promise.all(Array.from({ length: 20 }, () => add(cart.id, [{ variantId, quantity: 1 }])));
  assert.deepEqual(quantities(await get(cart.id)), { [variantId]: 20 });
});

test('additions at the same moment are decided one by one, each by its own cart', async () => {
  const [variantId, other] = [carts.addVariant(), carts.addVariant()];
  const [full, open, locked] = [
    await create([{ variantId, quantity: 998 }]),
    await create([{ variantId, quantity: 1 }]),
    await create([{ variantId, quantity: 1 }]),
  ];
  await lock(locked.id, randomUUID());
  const one = [{ variantId, quantity: 1 }];
  const two = [
    { variantId: other, quantity: 1 },
    { variantId, quantity: 1 },
    { variantId: other, quantity: 2 },
  ];
  const answers = await Promise.allSettled([
    add(full.id, one),
    add(full.id, one),
    add(open.id, two),
    add(locked.id, one),
    add('a-cart-that-nobody-ever-made', one),
  ]);
  const told = answers.map((answer) =>
    answer.status === 'fulfilled' ? quantities(answer.value) : answer.reason.code,
  );
  assert.deepEqual(told, [
    { [variantId]: 999 },
    'invalid-input',
    { [variantId]: 2, [other]: 3 },
    'checkout-in-progress',
    'not-found',
  ]);
  const shown = await get(open.id);
  assert.deepEqual(
    shown.lines.map((line) => line.variantId),
    [variantId, other],
  );
  assert.deepEqual(quantities(await get(full.id)), { [variantId]: 999 });
});

test('a cart holds at most 100 lines', async () => {
  const lines = Array.from({ length: 100 }, () => ({
    variantId: carts.addVariant(),
    quantity: 1,
  }));
  const cart = await create(lines);
  const more = [{ variantId: carts.addVariant(), quantity: 1 }];
  await assert.rejects(add(cart.id, more), { code: 'too-many-lines' });
  assert.equal((await get(cart.id)).lines.length, 100);
});

test('unknown variants are refused with their place, withdrawn ones as not for sale', async () => {
  const known = { variantId: carts.addVariant(), quantity: 1 };
  await assert.rejects(create([known, { variantId: randomUUID(), quantity: 1 }]), {
    code: 'invalid-input',
    problems: [{ pointer: '/body/lines/1/variantId', message: 'is not a known variant' }],
  });
  const withdrawn = { variantId: carts.addVariant({ sellable: false }), quantity: 1 };
  await assert.rejects(create([withdrawn]), { code: 'not-for-sale' });
});

test('a currency that the shop does not sell in is refused', async () => {
  const body = { currency: 'XTS' };
  await assert.rejects(carts.routes.createCart({ body }, guest()), { code: 'invalid-input' });
});

test('lines are changed and removed; unknown lines and carts are not found', async () => {
  const variantId = carts.addVariant();
  const cart = await create([{ variantId, quantity: 1 }]);
  const params = { cartId: cart.id, lineId: cart.lines[0]?.id ?? '' };
  const changed = await carts.routes.changeLine({ params, body: { quantity: 3 } }, guest());
  assert.deepEqual(quantities(changed.body), { [variantId]: 3 });
  const wrong = { cartId: cart.id, lineId: "x' or true" };
  await assert.rejects(carts.routes.removeLine({ params: wrong }, guest()), { code: 'not-found' });
  const other = await create([]);
  const foreign = { cartId: other.id, lineId: params.lineId };
  await assert.rejects(carts.routes.removeLine({ params: foreign }, guest()), {
    code: 'not-found',
  });
  const removed = await carts.routes.removeLine({ params }, guest());
  assert.deepEqual(removed.body.lines, []);
  await assert.rejects(get('no-such-cart'), { code: 'not-found' });
});

test('lines without price, withdrawn lines and sold-out lines are shown as such', async () => {
  const [good, unpriced, withdrawn] = [carts.addVariant(), carts.addVariant(), carts.addVariant()];
  const few = carts.addVariant({}, 2);
  const all = [good, unpriced, withdrawn, few];
  const cart = await create(all.map((variantId) => ({ variantId, quantity: 3 })));
  carts.range.unpriced.add(unpriced);
  carts.range.variants.delete(withdrawn);
  const shown = await get(cart.id);
  assert.deepEqual(
    shown.lines.map((line) => line.problem),
    [null, 'no-price', 'not-for-sale', 'not-enough-stock'],
  );
  assert.equal(shown.lines[3]?.availability.message, 'Only 2 left');
  assert.equal(shown.totals.total.amount, 6_000);
});

test('codes are kept once whatever their case, five at most, unknown ones never', async () => {
  const cart = await create([]);
  const apply = (code: string) =>
    carts.routes.applyCoupon({ params: { cartId: cart.id, code } }, guest());
  for (const code of ['SAVE1', 'save1', 'SAVE2', 'SAVE3', 'SAVE4', 'SAVE5']) await apply(code);
  await assert.rejects(apply('SAVE6'), { code: 'too-many-coupons' });
  await assert.rejects(apply('nothing'), { code: 'coupon-not-valid' });
  const params = { cartId: cart.id, code: 'Save1' };
  const { body } = await carts.routes.removeCoupon({ params }, guest());
  assert.deepEqual(
    body.coupons.map((coupon) => coupon.code),
    ['SAVE2', 'SAVE3', 'SAVE4', 'SAVE5'],
  );
});

test('a key makes one cart and adds once; a stranger with that key gets another', async () => {
  const variantId = carts.addVariant();
  const lines = [{ variantId, quantity: 1 }];
  const context = guest({ idempotencyKey: 'k1', clientAddress: '192.0.2.1' });
  const first = await create(lines, context);
  assert.equal((await create(lines, context)).id, first.id);
  const stranger = guest({ idempotencyKey: 'k1', clientAddress: '192.0.2.2' });
  assert.notEqual((await create(lines, stranger)).id, first.id);
  const params = { cartId: first.id };
  for (let repeat = 0; repeat < 2; repeat += 1)
    await carts.routes.addLines({ params, body: { lines } }, guest({ idempotencyKey: 'k2' }));
  assert.deepEqual(quantities(await get(first.id)), { [variantId]: 2 });
});

test('a locked cart refuses changes and other attempts until it is opened again', async () => {
  const variantId = carts.addVariant();
  const cart = await create([{ variantId, quantity: 1 }]);
  const attemptId = randomUUID();
  const { body } = await lock(cart.id, attemptId);
  assert.deepEqual((await lock(cart.id, attemptId)).body, body);
  const busy = { code: 'checkout-in-progress', data: { attemptId } };
  await assert.rejects(lock(cart.id, randomUUID()), busy);
  await assert.rejects(add(cart.id, [{ variantId, quantity: 1 }]), busy);
  const params = { cartId: cart.id, attemptId: randomUUID() };
  await carts.routes.unlock({ params }, guest());
  await assert.rejects(add(cart.id, [{ variantId, quantity: 1 }]), busy);
  await carts.routes.unlock({ params: { cartId: cart.id, attemptId } }, guest());
  await add(cart.id, [{ variantId, quantity: 1 }]);
});

test('an ordered cart names its order and cannot be changed or locked', async () => {
  const variantId = carts.addVariant();
  const cart = await create([{ variantId, quantity: 1 }]);
  const [attemptId, orderId] = [randomUUID(), randomUUID()];
  await lock(cart.id, attemptId);
  await placed(attemptId, orderId);
  await placed(attemptId, orderId);
  const shown = await get(cart.id);
  assert.deepEqual([shown.status, shown.orderId], ['ordered', orderId]);
  const ordered = { code: 'cart-already-ordered', data: { attemptId, orderId } };
  await assert.rejects(add(cart.id, [{ variantId, quantity: 1 }]), ordered);
  await assert.rejects(lock(cart.id, randomUUID()), ordered);
  await carts.routes.unlock({ params: { cartId: cart.id, attemptId } }, guest());
  assert.equal((await get(cart.id)).status, 'ordered');
});

test('an empty or unknown cart cannot be locked', async () => {
  const cart = await create([]);
  await assert.rejects(lock(cart.id, randomUUID()), { code: 'cart-empty' });
  await assert.rejects(lock('unknown', randomUUID()), { code: 'not-found' });
});

test('when edit and lock meet, checkout sees the edit or the edit is refused', async () => {
  const variantId = carts.addVariant();
  for (let round = 0; round < 20; round += 1) {
    const cart = await create([{ variantId, quantity: 1 }]);
    const [edit, locked] = await Promise.allSettled([
      add(cart.id, [{ variantId, quantity: 1 }]),
      lock(cart.id, randomUUID()),
    ]);
    assert.equal(locked.status, 'fulfilled');
    const frozen = locked.status === 'fulfilled' ? locked.value.body.lines[0]?.quantity : 0;
    const stored = (await get(cart.id)).lines[0]?.quantity;
    assert.equal(frozen, stored);
    if (edit.status === 'rejected') assert.equal(frozen, 1);
  }
});

test('of attempts that come together for one cart the first has it', async () => {
  const [cart, other] = [
    await create([{ variantId: carts.addVariant(), quantity: 1 }]),
    await create([{ variantId: carts.addVariant(), quantity: 1 }]),
  ];
  const [first, second] = [randomUUID(), randomUUID()];
  const [won, lost, beside] = await Promise.allSettled([
    lock(cart.id, first),
    lock(cart.id, second),
    lock(other.id, randomUUID()),
  ]);
  assert.equal(won.status, 'fulfilled');
  assert.equal(beside.status, 'fulfilled');
  assert.equal(lost.status, 'rejected');
  assert.equal(lost.status === 'rejected' && lost.reason.code, 'checkout-in-progress');
  assert.equal(lost.status === 'rejected' && lost.reason.data.attemptId, first);
  assert.equal((await lock(cart.id, first)).status, 200);
});

test("a guest's cart becomes the shopper's, a second one is added to it, once", async () => {
  const [shared, own] = [carts.addVariant(), carts.addVariant()];
  const me = shopper();
  await assert.rejects(carts.routes.getMyCart({ query: {} }, me), { code: 'not-found' });
  const first = await create([{ variantId: shared, quantity: 600 }]);
  const put = (cartId: string, context = me) =>
    carts.routes.putMyCart({ body: { cartId } }, context);
  assert.equal((await put(first.id)).body.id, first.id);
  const second = await create([
    { variantId: own, quantity: 1 },
    { variantId: shared, quantity: 500 },
  ]);
  const merged = await put(second.id);
  assert.deepEqual(quantities(merged.body), { [shared]: 999, [own]: 1 });
  assert.deepEqual((await put(second.id)).body, merged.body);
  assert.deepEqual((await carts.routes.getMyCart({ query: {} }, me)).body, merged.body);
  await assert.rejects(get(second.id), { code: 'not-found' });
  await assert.rejects(put(first.id, shopper()), { code: 'not-found' });
  await assert.rejects(put('unknown'), { code: 'not-found' });
});

test('carts merged at the same moment lose no line', async () => {
  const me = shopper();
  const variants = Array.from({ length: 8 }, () => carts.addVariant());
  const made = await Promise.all(variants.map((variantId) => create([{ variantId, quantity: 1 }])));
  await Promise.all(made.map(({ id }) => carts.routes.putMyCart({ body: { cartId: id } }, me)));
  const { body } = await carts.routes.getMyCart({ query: {} }, me);
  assert.deepEqual(quantities(body), Object.fromEntries(variants.map((id) => [id, 1])));
});

test('a merge waits for no checkout: it is refused, and both carts stay as they are', async () => {
  const variantId = carts.addVariant();
  const me = shopper();
  const own = await create([{ variantId, quantity: 1 }], me);
  assert.equal((await carts.routes.getMyCart({ query: {} }, me)).body.id, own.id);
  const other = await create([{ variantId, quantity: 2 }]);
  const attemptId = randomUUID();
  await lock(own.id, attemptId);
  const put = () => carts.routes.putMyCart({ body: { cartId: other.id } }, me);
  await assert.rejects(put(), { code: 'checkout-in-progress' });
  assert.deepEqual(quantities(await get(other.id)), { [variantId]: 2 });
  await placed(attemptId, randomUUID());
  assert.equal((await put()).body.id, other.id);
});

test('abandoned carts go, those at checkout and those of shoppers stay', async () => {
  const variantId = carts.addVariant();
  const lines = [{ variantId, quantity: 1 }];
  const me = shopper();
  const [abandoned, locked, own, touched] = [
    await create(lines),
    await create(lines),
    await create(lines, me),
    await create(lines),
  ];
  await lock(locked.id, randomUUID());
  await sql`
    update cart
    set created_at = clock_timestamp() - interval '61 days',
        updated_at = clock_timestamp() - interval '61 days'
    where id in (${abandoned.id}, ${locked.id}, ${own.id}, ${touched.id})
  `.execute(carts.db);
  await add(touched.id, lines);
  assert.equal(await removeAbandonedCarts(carts.db, { abandonedDays: 60 }), 1);
  await assert.rejects(get(abandoned.id), { code: 'not-found' });
  assert.equal((await get(locked.id)).status, 'checking-out');
  assert.equal((await get(own.id)).status, 'open');
  assert.equal((await get(touched.id)).status, 'open');
});

test('a sweep of old carts passes by those that shoppers still have, and locks none', async () => {
  const { db } = carts;
  await sql`
    insert into cart (id, currency, shopper_id, created_at, updated_at)
    select 'kept-by-a-shopper-' || lpad(n::text, 8, '0'), 'EUR', 'kept-' || n,
           clock_timestamp() - interval '90 days', clock_timestamp() - interval '90 days'
    from generate_series(1, 1200) as n
  `.execute(db);
  await sql`
    insert into shopper_cart (shopper_id, cart_id)
    select shopper_id, id
    from cart
    where shopper_id like 'kept-%'
      and shopper_id <> 'kept-1200'
  `.execute(db);
  const kept = async () => {
    // Whoever locks a row leaves a mark in its xmax.
    const { rows } = await sql<{ count: number; mark: string }>`
      select count(*) as count,
             xmax::text as mark
      from cart
      where shopper_id like 'kept-%'
        and shopper_id <> 'kept-1200'
      group by 2
    `.execute(db);
    return rows;
  };
  const untouched = await kept();
  assert.deepEqual(
    untouched.map(({ count }) => count),
    [1_199],
  );
  assert.equal(await removeAbandonedCarts(db, { abandonedDays: 60 }), 1);
  assert.deepEqual(await kept(), untouched);
  const { rows } = await sql`select from cart where shopper_id = 'kept-1200'`.execute(db);
  assert.deepEqual(rows, []);
});

test('the ways of shipping are those of pricing', async () => {
  const cart = await create([{ variantId: carts.addVariant(), quantity: 1 }]);
  const input = { params: { cartId: cart.id }, query: { country: 'DE' } };
  const { body } = await carts.routes.listShippingOptions(input, guest());
  assert.equal(body.items[0]?.id, 'de-standard');
});
