import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { LoggedEvent } from '@cartwright/contract';
import { signalCommitted } from '@cartwright/events';
import { logger } from '@cartwright/telemetry';
import { waitFor } from '@cartwright/testing';
import { createReadCache, followLog, type ReadCache, type RunningFollower } from '../src/index.ts';
import { loadedOf } from './answers.ts';

const silent = logger({ level: 'silent' });

/** A log in memory, as a publisher's contract shows it. */
function fakeLog() {
  const events: LoggedEvent[] = [];
  const state = { incarnation: 'first', head: 0, events, isAway: false, reads: 0 };
  return {
    state,
    write: (subject: string) => {
      state.head += 1;
      state.events.push({
        id: String(state.head),
        position: state.head,
        type: 'catalog.product-changed.v1',
        subject,
        data: {},
        occurredAt: '',
        traceparent: null,
      });
    },
    read: async ({ after, limit }: { after: number; limit: number }) => {
      state.reads += 1;
      if (state.isAway) throw new Error('the log cannot be read');
      const { incarnation, head } = state;
      const items = state.events.filter(({ position }) => position > after).slice(0, limit);
      return { incarnation, head, items };
    },
  };
}

let log: ReturnType<typeof fakeLog>;
let cache: ReadCache;
let follower: RunningFollower;

beforeEach(async () => {
  log = fakeLog();
  log.write('from before the start');
  cache = createReadCache({ bytesMax: 1_000_000, logs: ['catalog'] });
  follower = followLog({
    cache,
    log: { service: 'catalog', read: log.read, endedBy: ({ subject }) => [subject] },
    logger: silent,
  });
  await waitFor('the log to be followed', () => log.state.reads > 1);
});
afterEach(async () => {
  await follower.stop();
  cache.close();
});

/** It is kept from the second time on that it is made. */
async function keep(key: string): Promise<void> {
  for (let time = 0; time < 2; time += 1) await cache.get(key, async () => loadedOf(key, [key]));
}
const isKept = (key: string) => cache.find(key) !== undefined;
const untilGone = (key: string) =>
  waitFor(`${key} to end`, () => !isKept(key), { timeoutMs: 2_000 });

test('an event ends within two seconds what it changed, and nothing else', async () => {
  await keep('one');
  await keep('two');
  log.write('one');
  await untilGone('one');
  assert.ok(isKept('two'));
});

test('an event that this process commits ends at once what it changed', async () => {
  await keep('one');
  await keep('two');
  signalCommitted('catalog', [{ type: 'catalog.product-changed.v1', subject: 'one', data: {} }]);
  assert.ok(!isKept('one'));
  assert.ok(isKept('two'));
});

test('more events than one page are all heard', async () => {
  await keep('last');
  for (let index = 0; index < 1_200; index += 1) log.write(`other ${index}`);
  log.write('last');
  await untilGone('last');
});

for (const [what, happen] of [
  ['a restored log', () => Object.assign(log.state, { incarnation: 'second' })],
  ['a log that lost its end', () => Object.assign(log.state, { head: 0, events: [] })],
  [
    'a gap in a log',
    () => {
      log.write('lost');
      log.write('seen');
      log.state.events.splice(-2, 1);
    },
  ],
  [
    'a log that was trimmed past what was read',
    () => {
      log.write('lost');
      log.state.events = [];
    },
  ],
] as const)
  test(`${what} empties the cache`, async () => {
    await keep('one');
    happen();
    await untilGone('one');
    await keep('one');
    const { reads } = log.state;
    await waitFor('two more reads', () => log.state.reads > reads + 2);
    assert.ok(isKept('one'), 'it is followed from there on');
  });

test('while a log cannot be read, an answer is used for two seconds', async () => {
  log.state.isAway = true;
  await keep('one');
  await waitFor('it not to be used any more', () => !isKept('one'), { timeoutMs: 3_000 });
  log.state.isAway = false;
  await waitFor('it to be used again', () => isKept('one'), { timeoutMs: 2_000 });
});

test('what was missed while a log could not be read is made up for', async () => {
  await keep('one');
  await keep('two');
  log.state.isAway = true;
  log.write('one');
  const { reads } = log.state;
  await waitFor('some reads to fail', () => log.state.reads > reads + 2);
  log.state.isAway = false;
  await untilGone('one');
  await waitFor('the log to be read again', () => isKept('two'), { timeoutMs: 2_000 });
});
