import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { type TestDatabase, untilSomeWait } from '@cartwright/testing';
import { sql } from 'kysely';
import { oldHolds } from '../src/queries/old-holds.ts';
import { stockWritesIn } from '../src/store/stock-writes.ts';
import type { DB } from '../src/store/tables.generated.ts';
import { expireHolds, forgetEndedAttempts, releaseHold } from '../src/use-cases/end-hold.ts';
import {
  addStock,
  assertStockAgrees,
  confirm,
  letHoldsPass,
  openInventory,
  reserve,
  reserveForGood,
  rules,
  stockOf,
  variantWith,
} from './stock-tools.ts';

let inventory: TestDatabase<DB>;
before(async () => {
  inventory = await openInventory();
});
after(() => inventory.close());

test('300 callers at once for 100 pieces hold exactly 100', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 100);
  const answers = await Promise.all(
    Array.from({ length: 300 }, () => reserve(db, [{ variantId, quantity: 1 }])),
  );
  const held = answers.filter(({ answer }) => answer.kind === 'held');
  assert.equal(held.length, 100);
  assert.deepEqual(await stockOf(db, variantId), {
    onHand: 100,
    reserved: 100,
    allocated: 0,
    available: 0,
  });
  await assertStockAgrees(db);
});

test('two lines that share a stock item cannot oversell it together', async () => {
  const { db } = inventory;
  const single = await variantWith(db, 10);
  const pack = randomUUID();
  await sql`
    insert into variant_stock (variant_id, stock_item_id, units_per_variant)
    values (${pack}, ${single}, 6)
  `.execute(db);
  const { answer } = await reserve(db, [
    { variantId: pack, quantity: 1 },
    { variantId: single, quantity: 5 },
  ]);
  assert.deepEqual(answer, {
    kind: 'refused',
    shortages: [{ variantId: single, requested: 5, available: 4 }],
  });
  const smaller = await reserve(db, [
    { variantId: pack, quantity: 1 },
    { variantId: single, quantity: 4 },
  ]);
  assert.equal(smaller.answer.kind, 'held');
  assert.equal((await stockOf(db, single)).available, 0);
});

test('equal variants in one request are added up', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 3);
  const twice = [
    { variantId, quantity: 2 },
    { variantId, quantity: 2 },
  ];
  const { answer } = await reserve(db, twice);
  assert.deepEqual(answer, {
    kind: 'refused',
    shortages: [{ variantId, requested: 4, available: 3 }],
  });
});

test('an attempt is refused whole when one line is short, and holds nothing', async () => {
  const { db } = inventory;
  const [plenty, none] = [await variantWith(db, 10), randomUUID()];
  const { answer } = await reserve(db, [
    { variantId: plenty, quantity: 1 },
    { variantId: none, quantity: 1 },
  ]);
  assert.deepEqual(answer, {
    kind: 'refused',
    shortages: [{ variantId: none, requested: 1, available: 0 }],
  });
  assert.equal((await stockOf(db, plenty)).reserved, 0);
});

test('attempts of one call are decided in order, and a refused one fails no other', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 3);
  const wanted = [2, 5, 1, 1];
  const requests = wanted.map((quantity) => ({
    attemptId: randomUUID(),
    lines: [{ variantId, quantity }],
  }));
  const writes = stockWritesIn(db, rules);
  const answers = await Promise.all(requests.map((request) => writes.reserve(request)));
  const kinds = answers.map(({ kind }) => kind);
  assert.deepEqual(kinds, ['held', 'refused', 'held', 'refused']);
  await assertStockAgrees(db);
});

test('a repeat gets the same answer and takes nothing more, also when refused', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 2);
  const first = await reserve(db, [{ variantId, quantity: 2 }]);
  const again = await reserve(db, [{ variantId, quantity: 2 }], first.attemptId);
  assert.deepEqual(again, first);
  const refused = await reserve(db, [{ variantId, quantity: 1 }]);
  await addStock(db, { variantId, delta: 5 });
  assert.deepEqual(await reserve(db, [{ variantId, quantity: 1 }], refused.attemptId), refused);
  assert.equal((await stockOf(db, variantId)).reserved, 2);
});

test('the same attempt from many callers at once holds once', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 10);
  const attemptId = randomUUID();
  const lines = [{ variantId, quantity: 3 }];
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => reserve(db, lines, attemptId)),
  );
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal((await stockOf(db, variantId)).reserved, 3);
});

test('a released attempt gives back its stock, and a late reserve of it is refused', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 1);
  const { attemptId } = await reserve(db, [{ variantId, quantity: 1 }]);
  assert.equal(await releaseHold(db, attemptId, rules), true);
  assert.equal(await releaseHold(db, attemptId, rules), false);
  assert.equal((await stockOf(db, variantId)).available, 1);
  const late = await reserve(db, [{ variantId, quantity: 1 }], attemptId);
  assert.equal(late.answer.kind, 'gone');
  const never = randomUUID();
  assert.equal(await releaseHold(db, never, rules), false);
  const after = await reserve(db, [{ variantId, quantity: 1 }], never);
  assert.equal(after.answer.kind, 'gone');
});

test('holds past their time end, confirmed ones never do', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 2);
  const open = await reserve(db, [{ variantId, quantity: 1 }]);
  const confirmed = await reserve(db, [{ variantId, quantity: 1 }]);
  await confirm(db, confirmed.attemptId);
  await letHoldsPass(db);
  await sql`
    update reservation
    set expires_at = clock_timestamp() - interval '1 hour',
        created_at = clock_timestamp() - interval '25 hours'
    where attempt_id = ${confirmed.attemptId}
  `.execute(db);
  await expireHolds(db, rules);
  assert.equal((await stockOf(db, variantId)).reserved, 1);
  await assert.rejects(confirm(db, open.attemptId), { code: 'reservation-gone' });
  await confirm(db, confirmed.attemptId);
  assert.deepEqual(await oldHolds(db), [confirmed.attemptId]);
});

test('a reservation that is confirmed with its making never ends by itself', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 2);
  const lines = [{ variantId, quantity: 1 }];
  const writes = stockWritesIn(db, rules);
  const [lasting, ending, refused] = await Promise.all([
    writes.reserve({ attemptId: randomUUID(), lines, isConfirmed: true }),
    writes.reserve({ attemptId: randomUUID(), lines }),
    writes.reserve({ attemptId: randomUUID(), lines, isConfirmed: true }),
  ]);
  assert.ok(lasting.kind === 'held' && lasting.isConfirmed);
  assert.ok(ending.kind === 'held' && !ending.isConfirmed);
  assert.equal(refused.kind, 'refused');
  await letHoldsPass(db);
  await expireHolds(db, rules);
  assert.equal((await stockOf(db, variantId)).reserved, 1);
});

test('a repeat confirms what was held, and finds released what was released', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 5);
  const lines = [{ variantId, quantity: 1 }];
  const { attemptId } = await reserve(db, lines);
  const again = await reserveForGood(db, lines, attemptId);
  assert.ok(again.answer.kind === 'held' && again.answer.isConfirmed);
  await letHoldsPass(db);
  await expireHolds(db, rules);
  assert.equal((await stockOf(db, variantId)).reserved, 1);
  assert.equal(await releaseHold(db, attemptId, rules), true);
  assert.equal((await reserveForGood(db, lines, attemptId)).answer.kind, 'gone');
  assert.equal((await stockOf(db, variantId)).reserved, 0);
});

test('when confirming and expiring meet, exactly one of them happens', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 40);
  const holds = await Promise.all(
    Array.from({ length: 40 }, () => reserve(db, [{ variantId, quantity: 1 }])),
  );
  await letHoldsPass(db);
  const confirming = holds.map(({ attemptId }) =>
    confirm(db, attemptId).then(
      () => 1,
      () => 0,
    ),
  );
  const [confirmed] = await Promise.all([
    Promise.all(confirming),
    expireHolds(db, rules),
    expireHolds(db, rules),
  ]);
  await expireHolds(db, rules);
  const stands = confirmed.reduce((sum, one) => sum + one, 0);
  assert.equal((await stockOf(db, variantId)).reserved, stands);
  await assertStockAgrees(db);
});

test('attempts that want the same items in other orders do not deadlock', async () => {
  const { db } = inventory;
  const variants = await Promise.all(Array.from({ length: 6 }, () => variantWith(db, 1_000)));
  const work = Array.from({ length: 120 }, async (_, index) => {
    const turned = variants.map((_, place) => variants[(place * 5 + index) % 6] ?? '');
    const lines = turned.map((variantId) => ({ variantId, quantity: 1 }));
    const { attemptId, answer } = await reserve(db, lines);
    assert.equal(answer.kind, 'held');
    if (index % 3 === 0) await releaseHold(db, attemptId, rules);
  });
  await Promise.all(work);
  for (const variantId of variants) assert.equal((await stockOf(db, variantId)).reserved, 80);
  await assertStockAgrees(db);
});

test('a line is taken from one location where it fits, else split by priority', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 3);
  await addStock(db, { variantId, delta: 5, location: 'second' });
  const reservedAt = async () => {
    const { rows } = await sql<{ code: string; reserved: number }>`
      select l.code, s.reserved
      from stock s
      join location l
        on l.id = s.location_id
      where s.stock_item_id = ${variantId}
      order by l.priority
    `.execute(db);
    return Object.fromEntries(rows.map((row) => [row.code, row.reserved]));
  };
  const whole = await reserve(db, [{ variantId, quantity: 4 }]);
  assert.deepEqual(await reservedAt(), { main: 0, second: 4 });
  await releaseHold(db, whole.attemptId, rules);
  await reserve(db, [{ variantId, quantity: 7 }]);
  assert.deepEqual(await reservedAt(), { main: 3, second: 4 });
});

test('a reservation that moves the level notes it, counting all locations', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 4);
  await addStock(db, { variantId, delta: 4, location: 'second' });
  const lastNoted = async () => {
    const { rows } = await sql<{ level: string }>`
      select level
      from level_change
      where variant_id = ${variantId}
      order by id desc
      limit 1
    `.execute(db);
    return rows[0]?.level;
  };
  await reserve(db, [{ variantId, quantity: 2 }]);
  assert.equal(await lastNoted(), 'in-stock');
  await reserve(db, [{ variantId, quantity: 1 }]);
  assert.equal(await lastNoted(), 'few-left');
  await reserve(db, [{ variantId, quantity: 5 }]);
  assert.equal(await lastNoted(), 'sold-out');
});

test('a level that another has moved while a reservation waited for it is noted anew', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 5);
  let waiting: ReturnType<typeof reserve> | undefined;
  await transaction(db, async (tx) => {
    await addStock(tx, { variantId, delta: 10 });
    waiting = reserve(db, [{ variantId, quantity: 12 }]);
    await untilSomeWait(db);
  });
  assert.equal((await waiting)?.answer.kind, 'held');
  const { rows } = await sql<{ level: string }>`
    select level
    from variant_stock
    where variant_id = ${variantId}
  `.execute(db);
  assert.equal(rows[0]?.level, 'few-left');
});

test('backorders go as far as the variant allows and no further', async () => {
  const { db } = inventory;
  const variantId = await variantWith(db, 2);
  await sql`
    update variant_stock
    set backorder_max = 3
    where variant_id = ${variantId}
  `.execute(db);
  const tooMany = await reserve(db, [{ variantId, quantity: 6 }]);
  assert.deepEqual(tooMany.answer, {
    kind: 'refused',
    shortages: [{ variantId, requested: 6, available: 5 }],
  });
  assert.equal((await reserve(db, [{ variantId, quantity: 5 }])).answer.kind, 'held');
  assert.equal((await stockOf(db, variantId)).available, -3);
  await assertStockAgrees(db);
});

test('stock or a hold that somebody keeps locked keeps nobody else waiting', async () => {
  const { db } = inventory;
  const [held, free] = [await variantWith(db, 10), await variantWith(db, 10)];
  const hold = await reserve(db, [{ variantId: free, quantity: 1 }]);
  const otherHold = await reserve(db, [{ variantId: free, quantity: 1 }]);
  const writes = stockWritesIn(db, rules);
  const take = (variantId: string) =>
    writes.reserve({ attemptId: randomUUID(), lines: [{ variantId, quantity: 1 }] });
  let waiting: Promise<unknown[]> | undefined;
  await transaction(db, async (tx) => {
    await sql`
      select
      from reservation
      where attempt_id = ${hold.attemptId}
      for update
    `.execute(tx);
    await sql`
      select
      from stock
      where stock_item_id = ${held}
      for update
    `.execute(tx);
    const startedMs = Date.now();
    waiting = Promise.all([take(held), writes.confirm(hold.attemptId)]);
    assert.equal((await take(free)).kind, 'held');
    assert.equal(await writes.confirm(otherHold.attemptId), true);
    assert.ok(Date.now() - startedMs < 3_000, `${Date.now() - startedMs} ms`);
  });
  const [taken, isStanding] = (await waiting) ?? [];
  assert.deepEqual([Object(taken).kind, isStanding], ['held', true]);
  await assertStockAgrees(db);
});

test('ended attempts are all forgotten in time, however many there were', async () => {
  const { db } = inventory;
  await sql`
    insert into reservation (attempt_id, status, expires_at, ended_at)
    select gen_random_uuid(), 'released', clock_timestamp(),
           clock_timestamp() - make_interval(days => case when n <= 2100 then 31 else 29 end)
    from generate_series(1, 2200) as n
  `.execute(db);
  assert.equal(await forgetEndedAttempts(db), 2_100);
  assert.equal(await forgetEndedAttempts(db), 0);
});

test('the ledger cannot be rewritten', async () => {
  const { db } = inventory;
  await assert.rejects(sql`update stock_ledger set note = 'other'`.execute(db), /append-only/);
  await assert.rejects(sql`delete from stock_ledger`.execute(db), /append-only/);
});
