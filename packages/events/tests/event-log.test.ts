import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { type Tx, transaction } from '@cartwright/database';
import { waitFor } from '@cartwright/testing/wait';
import { sql } from 'kysely';
import { dropSilentReader, emit, emitStaffAction, listSilentReaders } from '../src/index.ts';
import { sequence } from '../src/sequencer.ts';
import { events, openShop, type Shop } from './shop.ts';

let shop: Shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

const head = async (): Promise<number> => (await shop.eventLog.read({ after: 0, limit: 1 })).head;

test('an event of a transaction that rolls back does not exist', async () => {
  const undone = transaction(shop.publisher.db, async (tx) => {
    await emit(tx, events.counted, { subject: 's', data: { number: 1 } });
    throw new Error('rolled back');
  });
  await assert.rejects(undone, /rolled back/);
  assert.equal((await sequence(shop.publisher.db)).sequenced, 0);
});

test('positions have no gap and skip no commit that comes out of order', async () => {
  const from = await head();
  let commitFirst = (): void => undefined;
  const mayCommit = new Promise<void>((resolve) => {
    commitFirst = resolve;
  });
  let hasInserted = false;
  const late = transaction(shop.publisher.db, async (tx) => {
    await emit(tx, events.counted, { subject: 'late', data: { number: 1 } });
    hasInserted = true;
    await mayCommit;
  });
  await waitFor('the first insert', () => hasInserted);
  await shop.tell([2, 3]);
  const early = await waitFor('the later events to have positions', async () => {
    const batch = await shop.eventLog.read({ after: from, limit: 10 });
    return batch.items.length === 2 ? batch : undefined;
  });
  assert.deepEqual(
    early.items.map((event) => event.data.number),
    [2, 3],
  );
  commitFirst();
  await late;
  await waitFor('positions', () => shop.eventLog.isSettled());
  const all = await shop.eventLog.read({ after: from, limit: 10 });
  assert.deepEqual(
    all.items.map((event) => [event.position - from, event.data.number]),
    [
      [1, 2],
      [2, 3],
      [3, 1],
    ],
  );
});

test('many writers and several sequencers at once lose nothing and leave no gap', async () => {
  const from = await head();
  const numbers = Array.from({ length: 120 }, (_, index) => index);
  let isWriting = true;
  const sequencers = [1, 2, 3].map(async () => {
    while (isWriting) await sequence(shop.publisher.db);
  });
  await Promise.all(numbers.map((number) => shop.tell([number], () => 'one subject')));
  isWriting = false;
  await Promise.all(sequencers);
  await sequence(shop.publisher.db);
  const { items, head: top } = await shop.eventLog.read({ after: from, limit: 500 });
  assert.equal(top, from + 120);
  assert.deepEqual(
    items.map((event) => event.position - from),
    numbers.map((number) => number + 1),
  );
  assert.deepEqual(
    items.map((event) => Number(event.data.number)).sort((a, b) => a - b),
    numbers,
  );
});

/** As a statement does whose events are the first of their subjects. */
const tellInPlace = (number: number) =>
  sql`
    with log as (
      update event_log set head = head + 2 returning head - 2 as behind
    )
    insert into event (position, type, subject, data)
    select behind + place, 'publisher.counted.v1', gen_random_uuid(),
           jsonb_build_object('number', ${number}::integer)
    from log
    cross join generate_series(1, 2) as place
  `.execute(shop.publisher.db);

test('events that bring their positions along and those that wait for one leave no gap', async () => {
  const from = await head();
  let isWriting = true;
  const sequencers = [1, 2].map(async () => {
    while (isWriting) await sequence(shop.publisher.db);
  });
  const numbers = Array.from({ length: 60 }, (_, index) => index);
  await Promise.all(
    numbers.map((number) => (number % 2 ? shop.tell([number]) : tellInPlace(number))),
  );
  isWriting = false;
  await Promise.all(sequencers);
  await sequence(shop.publisher.db);
  const { items, head: top } = await shop.eventLog.read({ after: from, limit: 500 });
  assert.equal(top, from + 90);
  assert.deepEqual(
    items.map((event) => event.position - from),
    Array.from({ length: 90 }, (_, index) => index + 1),
  );
});

test('refuses data of another shape, and staff acts of shoppers', async () => {
  const wrong = transaction(shop.publisher.db, (tx) =>
    // A caller without types.
    emit(tx, events.counted, { subject: 's', data: { number: 'seven' as unknown as number } }),
  );
  await assert.rejects(wrong, /publisher\.counted\.v1 was emitted with wrong data at \/number/);
  const act = { action: 'product-created', subject: 'p', changes: {} };
  const shopper = transaction(shop.publisher.db, (tx) =>
    emitStaffAction(tx, 'publisher', { kind: 'shopper', id: 'x' }, act),
  );
  await assert.rejects(shopper, /may not act as staff/);
});

test('finds the place of an event by its id, and says so when it does not know it', async () => {
  await shop.tell([1, 2]);
  await waitFor('positions', () => shop.eventLog.isSettled());
  const top = await head();
  const [first] = (await shop.eventLog.read({ after: top - 2, limit: 1 })).items;
  assert.ok(first);
  const behind = await shop.eventLog.read({ after: 0, afterEventId: first.id, limit: 5 });
  assert.deepEqual(
    behind.items.map((event) => event.position),
    [top],
  );
  const unknown = shop.eventLog.read({
    after: 0,
    afterEventId: '00000000-0000-7000-8000-000000000000',
    limit: 1,
  });
  await assert.rejects(unknown, (error) => isContractError(error, 'not-found'));
});

test('trims only what is old and what the slowest subscriber has read', async () => {
  await shop.tell([1, 2, 3, 4]);
  await waitFor('positions', () => shop.eventLog.isSettled());
  const top = await head();
  const oldTo = top - 1;
  await sql`
    update event set occurred_at = now() - interval '40 days' where position <= ${oldTo}
  `.execute(shop.publisher.db);
  await shop.eventLog.read({ after: top, limit: 1, subscriber: 'fast' });
  await shop.eventLog.read({ after: top - 3, limit: 1, subscriber: 'slow' });
  assert.equal(await shop.eventLog.trim(), top - 3);
  const left = await shop.eventLog.read({ after: 0, limit: 500 });
  assert.equal(left.items[0]?.position, top - 2);
  await shop.eventLog.read({ after: top, limit: 1, subscriber: 'slow' });
  assert.equal(await shop.eventLog.trim(), 2);
  // The newest event is not 30 days old.
  assert.deepEqual(
    (await shop.eventLog.read({ after: 0, limit: 500 })).items.map((event) => event.position),
    [top],
  );
});

test('leaves no hole when a younger event stands before an older one', async () => {
  await shop.eventLog.read({ after: await head(), limit: 1, subscriber: 'slow' });
  await shop.tell([1, 2, 3]);
  await waitFor('positions', () => shop.eventLog.isSettled());
  const top = await head();
  await shop.eventLog.read({ after: top, limit: 1, subscriber: 'slow' });
  await shop.eventLog.read({ after: top, limit: 1, subscriber: 'fast' });
  await sql`
    update event set occurred_at = now() - interval '40 days' where position <> ${top - 1}
  `.execute(shop.publisher.db);
  await shop.eventLog.trim();
  const left = await shop.eventLog.read({ after: 0, limit: 500 });
  assert.deepEqual(
    left.items.map((event) => event.position),
    [top - 1, top],
  );
});

test('a subscriber is dropped that has not read for long, and no other', async () => {
  const { db } = shop.publisher;
  for (const subscriber of ['gone', 'here'])
    await shop.eventLog.read({ after: await head(), limit: 1, subscriber });
  await sql`
    update event_reader set read_at = now() - interval '2 hours' where subscriber = 'gone'
  `.execute(db);
  const silent = await listSilentReaders(db);
  assert.deepEqual(
    silent.map(({ subscriber }) => subscriber),
    ['gone'],
  );
  assert.equal(await dropSilentReader(db, 'here'), false);
  assert.equal(await dropSilentReader(db, 'gone'), true);
  assert.deepEqual(await listSilentReaders(db), []);
});

test('a read that tells nothing new writes nothing', async () => {
  const top = await head();
  const read = () => shop.eventLog.read({ after: top, limit: 1, subscriber: 'idle' });
  const rowVersion = async () =>
    (
      await sql<{ version: string }>`
        select concat(xmin, ' ', xmax) as version from event_reader where subscriber = 'idle'
      `.execute(shop.publisher.db)
    ).rows[0]?.version;
  await read();
  const before = await rowVersion();
  await read();
  assert.equal(await rowVersion(), before);
  await shop.eventLog.read({ after: top - 1, limit: 1, subscriber: 'idle' });
  assert.notEqual(await rowVersion(), before);
});

async function scansOf(tx: Tx) {
  const { rows } = await sql<{ waiting: number; positions: number; read: number }>`
    select pg_stat_get_xact_numscans('event_without_position'::regclass) as waiting,
           pg_stat_get_xact_numscans('event_position_key'::regclass) as positions,
           pg_stat_get_xact_tuples_returned('event'::regclass) as read
  `.execute(tx);
  const [scans] = rows;
  assert.ok(scans);
  return scans;
}

test('a long log is not read to find the events that wait for their positions', async () => {
  await sql`
    with log as (
      update event_log set head = head + 20000 returning head - 20000 as behind
    )
    insert into event (position, type, subject, data)
    select behind + place, 'publisher.counted.v1', place::text, '{"number": 1}'
    from log
    cross join generate_series(1, 20000) as place
  `.execute(shop.publisher.db);
  await shop.eventLog.stop();
  const scans = await transaction(shop.publisher.db, async (tx) => {
    for (const number of [1, 2, 3]) {
      await emit(tx, events.counted, { subject: 'waiting', data: { number } });
    }
    // What this connection did before is counted too, until its server has told it on.
    const before = await scansOf(tx);
    await sql`select sequence_events(500)`.execute(tx);
    const after = await scansOf(tx);
    return {
      waiting: after.waiting - before.waiting,
      positions: after.positions - before.positions,
      read: after.read - before.read,
    };
  });
  shop.eventLog.start();
  assert.deepEqual(scans, { waiting: 1, positions: 0, read: 0 });
});
