import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Database } from '@cartwright/database';
import { waitFor } from '@cartwright/testing/wait';
import { sql } from 'kysely';
import { forgetApplied } from '../src/forget-applied.ts';
import { dropDeadLetter, listDeadLetters, newIncarnation, resumeByEventId } from '../src/index.ts';
import { spreadApplied } from '../src/remember-applied.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const resume = () =>
  resumeByEventId({
    db: shop.hearer.db,
    publisher: 'publisher',
    read: (query) => shop.eventLog.read(query),
  });

/** A logical copy of some tables, and the way back: what a backup and a restore do. */
async function backUp(
  db: Database<unknown>,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const copies = new Map<string, string>();
  for (const table of tables) {
    const rows = await sql<{ copy: string }>`
      select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as copy from ${sql.ref(table)} as t
    `.execute(db);
    copies.set(table, rows.rows[0]?.copy ?? '[]');
  }
  return async () => {
    for (const [table, copy] of copies) {
      await sql`delete from ${sql.ref(table)}`.execute(db);
      await sql`
        insert into ${sql.ref(table)} overriding system value
        select * from jsonb_populate_recordset(null::${sql.ref(table)}, ${copy}::jsonb)
      `.execute(db);
    }
  };
}

const publisherTables = ['event_log', 'event', 'event_reader'];
const hearerTables = ['subscription', 'applied_event', 'applied_batch', 'parked_event', 'heard'];

test('a restored publisher: its new events are heard, its lost ones told', async () => {
  const subscriber = shop.subscriber();
  subscriber.start();
  await shop.tell([1, 2, 3]);
  await shop.settled(subscriber);
  const restore = await backUp(shop.publisher.db, publisherTables);
  await shop.tell([4, 5]);
  await shop.settled(subscriber);
  await shop.eventLog.stop();
  await restore();
  await sql.raw(newIncarnation).execute(shop.publisher.db);
  shop.eventLog.start();
  // They get the positions that the lost events had, and one more.
  await shop.tell([6, 7, 8]);
  await waitFor('the stop', () => subscriber.problem());
  assert.deepEqual(await shop.heard(), [1, 2, 3, 4, 5]);
  const resumed = await resume();
  assert.deepEqual(
    resumed.lost.map((event) => [event.position, event.isApplied]),
    [
      [4, true],
      [5, true],
    ],
  );
  await waitFor('the restart', () => subscriber.problem() === undefined);
  await shop.settled(subscriber);
  assert.deepEqual(await shop.heard(), [1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a restored subscriber hears again what its database forgot', async () => {
  const subscriber = shop.subscriber();
  subscriber.start();
  await shop.tell([1, 2]);
  await shop.settled(subscriber);
  const restore = await backUp(shop.hearer.db, hearerTables);
  await shop.tell([3, 4]);
  await shop.settled(subscriber);
  await subscriber.stop();
  await restore();
  const restarted = shop.subscriber();
  restarted.start();
  await shop.tell([5]);
  await shop.settled(restarted);
  assert.deepEqual(await shop.heard(), [1, 2, 3, 4, 5]);
});

test('both restored, to different moments, in either order', async () => {
  for (const publisherFirst of [true, false]) {
    await shop.close();
    shop = await openShop();
    const subscriber = shop.subscriber();
    subscriber.start();
    const restores: (() => Promise<void>)[] = [];
    const backUpOne = async (isPublisher: boolean) => {
      const { db } = isPublisher ? shop.publisher : shop.hearer;
      restores.push(await backUp(db, isPublisher ? publisherTables : hearerTables));
    };
    await shop.tell([1, 2]);
    await shop.settled(subscriber);
    await backUpOne(publisherFirst);
    await shop.tell([3, 4]);
    await shop.settled(subscriber);
    await backUpOne(!publisherFirst);
    await shop.tell([5]);
    await shop.settled(subscriber);
    await subscriber.stop();
    await shop.eventLog.stop();
    for (const restore of restores) await restore();
    await sql.raw(newIncarnation).execute(shop.publisher.db);
    shop.eventLog.start();
    await shop.tell([6, 7, 8, 9]);
    const { lost } = await resume();
    const restarted = shop.subscriber();
    restarted.start();
    await shop.settled(restarted);
    // The log has 1 and 2, or 1 to 4; the effects stood at 4, or at 2.
    assert.deepEqual(await shop.heard(), [1, 2, 3, 4, 6, 7, 8, 9]);
    assert.deepEqual(
      lost.map((event) => event.position),
      publisherFirst ? [3, 4] : [],
    );
    await restarted.stop();
  }
});

test('refuses to guess when the memory of applied events is too short', async () => {
  const subscriber = shop.subscriber();
  subscriber.start();
  await shop.tell([1, 2]);
  await shop.settled(subscriber);
  for (const table of ['applied_event', 'applied_batch'])
    await sql`
      update ${sql.ref(table)} set applied_at = now() - interval '90 days'
    `.execute(shop.hearer.db);
  await forgetApplied(shop.hearer.db, 60);
  await sql.raw(newIncarnation).execute(shop.publisher.db);
  await assert.rejects(resume(), /nobody can tell which of its events were applied/);
});

test('a dead letter that is dropped late makes no resume begin before what is forgotten', async () => {
  const { db } = shop.hearer;
  const subscriber = shop.subscriber({
    triesMax: 1,
    onEvent: ({ data }) => {
      if (data.number === 1) throw new Error('poison');
    },
  });
  subscriber.start();
  await shop.tell([1, 2, 3]);
  await shop.settled(subscriber);
  const dead = await waitFor('the dead letter', async () => (await listDeadLetters(db))[0]);
  for (const table of ['applied_event', 'applied_batch'])
    await sql`update ${sql.ref(table)} set applied_at = now() - interval '90 days'`.execute(db);
  await forgetApplied(db, 60);
  await dropDeadLetter(db, dead.eventId);
  await shop.tell([4, 5]);
  await shop.settled(subscriber);
  await subscriber.stop();
  await sql.raw(newIncarnation).execute(shop.publisher.db);
  assert.deepEqual((await resume()).lost, []);
  const restarted = shop.subscriber();
  restarted.start();
  await shop.settled(restarted);
  await restarted.stop();
  assert.deepEqual(await shop.heard(), [2, 3, 4, 5]);
});

test('a long memory is forgotten in short statements', async () => {
  const { db } = shop.hearer;
  await sql`insert into subscription (publisher) values ('publisher')`.execute(db);
  for (const [table, columns, values] of [
    ['applied_event', 'event_id, position', 'uuidv7(), n'],
    ['applied_batch', 'event_ids, positions', 'array[uuidv7(), uuidv7()], array[n, 3000 + n]'],
  ])
    await sql
      .raw(`
        insert into ${table} (publisher, type, applied_at, ${columns})
        select 'publisher', 'told', now() - n * interval '1 day', ${values}
        from generate_series(1, 2500) as n
      `)
      .execute(db);
  const removed: unknown[] = [];
  const watched = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      for (const row of result.rows) if ('removed' in row) removed.push(row.removed);
      return result;
    },
  });
  await forgetApplied(watched, 60);
  const ofEach = [1_000, 1_000, 441];
  assert.deepEqual(removed, [...ofEach, ...ofEach]);
  const { rows } = await sql`select forgotten_to as "forgottenTo" from subscription`.execute(db);
  assert.deepEqual(rows, [{ forgottenTo: 5_500 }]);
});

test('an event that had no position at the time of a resume is not applied again', async () => {
  const subscriber = shop.subscriber();
  subscriber.start();
  await shop.tell([1, 2]);
  await shop.settled(subscriber);
  await shop.eventLog.stop();
  await shop.tell([3]);
  const restore = await backUp(shop.publisher.db, publisherTables);
  shop.eventLog.start();
  await shop.settled(subscriber);
  assert.deepEqual(await shop.heard(), [1, 2, 3]);
  await shop.eventLog.stop();
  await restore();
  await sql.raw(newIncarnation).execute(shop.publisher.db);
  await waitFor('the stop', () => subscriber.problem());
  const { lost } = await resume();
  // The log has it, but where nobody can read it yet.
  assert.deepEqual(
    lost.map((event) => event.position),
    [3],
  );
  shop.eventLog.start();
  await shop.tell([4]);
  await waitFor('the restart', () => subscriber.problem() === undefined);
  await shop.settled(subscriber);
  assert.deepEqual(await shop.heard(), [1, 2, 3, 4]);
});

test('a position that is set back by hand applies nothing twice', async () => {
  const subscriber = shop.subscriber();
  subscriber.start();
  await shop.tell([1, 2, 3]);
  await shop.settled(subscriber);
  await subscriber.stop();
  await sql`update subscription set position = 1`.execute(shop.hearer.db);
  const restarted = shop.subscriber();
  restarted.start();
  await shop.tell([4]);
  await shop.settled(restarted);
  assert.deepEqual(await shop.heard(), [1, 2, 3, 4]);
});

const countRows = async (table: string): Promise<number> => {
  const counted = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.ref(table)}
  `.execute(shop.hearer.db);
  return counted.rows[0]?.count ?? 0;
};

test('events are remembered together until a resume, and when it is forgotten again', async () => {
  const subscriber = shop.subscriber();
  await shop.tell([1, 2, 3]);
  await waitFor('positions', () => shop.eventLog.isSettled());
  subscriber.start();
  await shop.settled(subscriber);
  // The first read meets a subscription that knows no incarnation yet.
  assert.deepEqual([await countRows('applied_batch'), await countRows('applied_event')], [0, 3]);
  await shop.eventLog.stop();
  await shop.tell([4, 5]);
  shop.eventLog.start();
  await shop.settled(subscriber);
  assert.deepEqual([await countRows('applied_batch'), await countRows('applied_event')], [1, 3]);
  await subscriber.stop();
  await sql.raw(newIncarnation).execute(shop.publisher.db);
  await resume();
  assert.deepEqual([await countRows('applied_batch'), await countRows('applied_event')], [0, 5]);
  for (const table of ['applied_event', 'subscription'])
    await sql`
      update ${sql.ref(table)}
      set ${sql.ref(table === 'subscription' ? 'resumed_at' : 'applied_at')} = now() - interval '90 days'
    `.execute(shop.hearer.db);
  await forgetApplied(shop.hearer.db, 60);
  const restarted = shop.subscriber();
  restarted.start();
  await shop.settled(restarted);
  await shop.tell([6]);
  await shop.settled(restarted);
  assert.equal((await shop.heard()).at(-1), 6);
  assert.ok((await countRows('applied_batch')) > 0);
});

test('a memory of many pages is spread whole, and that of another publisher is left', async () => {
  await sql`
    insert into applied_batch (publisher, type, event_ids, positions)
    select case when place % 10 = 0 then 'another' else 'publisher' end,
           'publisher.counted.v1', array[gen_random_uuid()], array[place]
    from generate_series(1, 20000) as place
  `.execute(shop.hearer.db);
  await spreadApplied(shop.hearer.db, 'publisher');
  assert.deepEqual(
    [await countRows('applied_batch'), await countRows('applied_event')],
    [2_000, 18_000],
  );
  // As somebody does who sets it back by hand.
  await sql`
    insert into subscription (publisher, incarnation, position)
    values ('another', gen_random_uuid(), 20000)
  `.execute(shop.hearer.db);
  await sql`
    update subscription set position = 1 where publisher = 'another'
  `.execute(shop.hearer.db);
  assert.deepEqual(
    [await countRows('applied_batch'), await countRows('applied_event')],
    [0, 20_000],
  );
});
