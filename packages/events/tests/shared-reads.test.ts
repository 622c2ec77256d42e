import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventBatch } from '@cartwright/contract';
import { createSharedReads } from '../src/shared-reads.ts';

const event = (position: number) => ({
  id: `0199aaaa-0000-7000-8000-00000000000${position}`,
  position,
  type: 'publisher.counted.v1',
  subject: 's',
  data: {},
  occurredAt: '2026-01-01T00:00:00.000Z',
  traceparent: null,
});

function setUp(answer: () => Promise<EventBatch['items']>) {
  const asked: number[] = [];
  const read = createSharedReads(async ({ after }) => {
    asked.push(after);
    return { incarnation: 'one', head: 1, items: await answer() };
  });
  return { asked, read: (after: number) => read({ after, limit: 10, subscriber: 'hearer' }) };
}

test('subscribers at the same place are given one read, those elsewhere their own', async () => {
  const { asked, read } = setUp(async () => [event(1)]);
  const [one, two] = await Promise.all([read(0), read(0), read(1)]);
  assert.equal(one, two);
  assert.equal(await read(0), one);
  assert.deepEqual(asked, [0, 1]);
});

test('an answer without events is not shared, since some may have come meanwhile', async () => {
  const { asked, read } = setUp(async () => []);
  await Promise.all([read(0), read(0)]);
  await read(0);
  assert.deepEqual(asked, [0, 0, 0]);
});

test('a read that fails fails its own subscriber only', async () => {
  let isFirst = true;
  const { read } = setUp(async () => {
    if (!isFirst) return [event(1)];
    isFirst = false;
    throw new Error('no connection');
  });
  const [first, second] = await Promise.allSettled([read(0), read(0)]);
  assert.equal(first.status, 'rejected');
  assert.equal(second.status, 'fulfilled');
});
