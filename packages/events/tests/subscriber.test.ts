import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { renderMetrics } from '@cartwright/telemetry';
import { waitFor } from '@cartwright/testing/wait';
import { sql } from 'kysely';
import {
  createSubscriber,
  dropDeadLetter,
  emit,
  type LockFirst,
  listDeadLetters,
  listSubscriptions,
  newIncarnation,
  retryDeadLetters,
  subscribe,
} from '../src/index.ts';
import { events, openShop, type Shop, silent } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('applies every event once and in order, and passes over those of no interest', async () => {
  await shop.tell(range(1, 130));
  await transaction(shop.publisher.db, (tx) =>
    emit(tx, events.ignored, { subject: 'i', data: {} }),
  );
  const subscriber = shop.subscriber();
  subscriber.start();
  await shop.settled(subscriber);
  await shop.tell([131]);
  await shop.settled(subscriber);
  assert.deepEqual(await shop.heard(), range(1, 131));
  const [state] = await listSubscriptions(shop.hearer.db);
  assert.equal(state?.position, 132);
});

test('tells when it last read the log, by which a lag that stands still is known', async () => {
  const beganAt = Date.now() / 1_000;
  const subscriber = shop.subscriber();
  subscriber.start();
  await shop.settled(subscriber);
  const toldAt = async (): Promise<number> => {
    const { body } = await renderMetrics();
    const line = /^cartwright_event_read_timestamp_seconds\{publisher="publisher".*\} (\S+)$/m;
    return Number(line.exec(body)?.[1] ?? 0);
  };
  await waitFor('a read to be told', async () => (await toldAt()) >= beganAt);
});

test('what the events of a read will change is locked before the first is applied', async () => {
  await shop.tell([1, 2, 3]);
  const asked: string[] = [];
  const lockFirst: LockFirst = async (_tx, all) => {
    asked.push(`lock ${all.map(({ type, position }) => `${type} ${position}`).join(', ')}`);
  };
  const subscription = subscribe(
    events.counted,
    async (_tx, { data }) => {
      asked.push(`apply ${data.number}`);
    },
    { lockFirst },
  );
  const subscriber = createSubscriber({
    service: 'hearer',
    publisher: 'publisher',
    db: shop.hearer.db,
    read: (query) => shop.eventLog.read(query),
    subscriptions: [subscription],
    log: silent,
  });
  await waitFor('the events have positions', async () => {
    const { items } = await shop.eventLog.read({ after: 0, limit: 10 });
    return items.length === 3;
  });
  subscriber.start();
  await shop.settled(subscriber);
  await subscriber.stop();
  const type = events.counted.type;
  assert.deepEqual(asked, [
    `lock ${type} 1, ${type} 2, ${type} 3`,
    'apply 1',
    'apply 2',
    'apply 3',
  ]);
});

test('two processes with the same subscriber do not both apply an event', async () => {
  const one = shop.subscriber();
  const two = shop.subscriber();
  one.start();
  two.start();
  await Promise.all(range(1, 60).map((number) => shop.tell([number])));
  await shop.settled(one);
  const heard = await shop.heard();
  assert.deepEqual(
    heard.sort((a, b) => a - b),
    range(1, 60),
  );
});

test('a subscriber whose connection is killed within its transaction applies once', async () => {
  await shop.tell(range(1, 20));
  let kills = 0;
  const subscriber = shop.subscriber({
    onEvent: async (event) => {
      if (event.data.number !== 10 || kills >= 2) return;
      kills += 1;
      // As if the process or the server had died: all of the batch's effects are gone.
      await sql`
        select pg_terminate_backend(pid)
        from pg_stat_activity
        where usename = current_user
        and state = 'idle in transaction'
        and pid <> pg_backend_pid()
      `.execute(shop.hearer.db);
    },
  });
  subscriber.start();
  await shop.settled(subscriber);
  assert.equal(kills, 2);
  assert.deepEqual(await shop.heard(), range(1, 20));
  assert.deepEqual(await listDeadLetters(shop.hearer.db), []);
});

test('a poison event is given up and holds its subject only, until a retry', async () => {
  let isFixed = false;
  const subject = (number: number): string => (number % 2 === 0 ? 'even' : 'odd');
  const subscriber = shop.subscriber({
    triesMax: 3,
    onEvent: ({ data }) => {
      if (data.number === 4 && !isFixed) throw new Error('poison');
    },
  });
  await shop.tell(range(1, 10), subject);
  subscriber.start();
  const dead = await waitFor(
    'the dead letter',
    async () => (await listDeadLetters(shop.hearer.db))[0],
  );
  await shop.settled(subscriber);
  assert.equal(dead.subject, 'even');
  assert.equal(dead.tries, 3);
  assert.match(dead.lastError ?? '', /poison/);
  assert.deepEqual(await shop.heard(), [1, 2, 3, 5, 7, 9]);
  isFixed = true;
  assert.equal(await retryDeadLetters(shop.hearer.db, { eventId: dead.eventId }), 1);
  await shop.settled(subscriber);
  const heard = await shop.heard();
  assert.deepEqual(
    heard.filter((number) => number % 2 === 0),
    [2, 4, 6, 8, 10],
  );
  assert.equal(heard.length, 10);
});

test('a dead letter that is dropped is never applied, and what waits behind it is', async () => {
  const subscriber = shop.subscriber({
    triesMax: 2,
    onEvent: ({ data }) => {
      if (data.number === 2) throw new Error('poison');
    },
  });
  const { db } = shop.hearer;
  await shop.tell([1, 2, 3, 4], () => 'one subject');
  subscriber.start();
  const dead = await waitFor('the dead letter', async () => (await listDeadLetters(db))[0]);
  assert.equal((await dropDeadLetter(db, dead.eventId))?.type, dead.type);
  await shop.settled(subscriber);
  assert.deepEqual(await shop.heard(), [1, 3, 4]);
  assert.equal(await dropDeadLetter(db, dead.eventId), undefined);
  // Also not by a resume, which reads the log again.
  await sql`update subscription set position = 0`.execute(db);
  await shop.settled(subscriber);
  assert.deepEqual(await shop.heard(), [1, 3, 4]);
  assert.deepEqual(await listDeadLetters(db), []);
});

test('an event that fails at first and passes later is not given up', async () => {
  let failures = 0;
  const subscriber = shop.subscriber({
    onEvent: ({ data }) => {
      if (data.number !== 2 || failures >= 3) return;
      failures += 1;
      throw new Error('not yet');
    },
  });
  await shop.tell([1, 2, 3], () => 'one subject');
  subscriber.start();
  await shop.settled(subscriber);
  assert.deepEqual(await shop.heard(), [1, 2, 3]);
  assert.equal(failures, 3);
});

test('stops at another incarnation, and stays stopped after a restart', async () => {
  const subscriber = shop.subscriber();
  await shop.tell([1]);
  subscriber.start();
  await shop.settled(subscriber);
  await sql.raw(newIncarnation).execute(shop.publisher.db);
  await shop.tell([2]);
  await waitFor('the stop', () => subscriber.problem());
  assert.match(subscriber.problem() ?? '', /another incarnation/);
  const restarted = shop.subscriber();
  restarted.start();
  await waitFor('the stop', () => restarted.problem());
  assert.deepEqual(await shop.heard(), [1]);
});

test('stops beyond the head of the log, and at missing events', async () => {
  const subscriber = shop.subscriber();
  await shop.tell([1, 2, 3]);
  subscriber.start();
  await shop.settled(subscriber);
  await subscriber.stop();
  await sql`update event_log set head = 2`.execute(shop.publisher.db);
  subscriber.start();
  await waitFor('the stop', () => subscriber.problem());
  assert.match(subscriber.problem() ?? '', /beyond the head/);
  await subscriber.stop();
  await sql`update event_log set head = 3`.execute(shop.publisher.db);
  await sql`
    update subscription set position = 1, stopped_reason = null, stopped_at = null
  `.execute(shop.hearer.db);
  await sql`delete from event where position = 2`.execute(shop.publisher.db);
  const other = shop.subscriber();
  other.start();
  await waitFor('the stop', () => other.problem());
  assert.match(other.problem() ?? '', /events from 2 to 2 are missing/);
});
