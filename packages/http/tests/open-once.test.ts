import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOnce } from '@cartwright/http';

test('what many ask for at once is opened once, and closed once', async () => {
  let opened = 0;
  const ended: number[] = [];
  const once = openOnce(async () => {
    opened += 1;
    return opened;
  });
  await once.close((value) => ended.push(value));
  assert.equal(ended.length, 0, 'nothing was opened');
  assert.deepEqual(await Promise.all([once.get(), once.get(), once.get()]), [1, 1, 1]);
  await once.close(async (value) => ended.push(value));
  await once.close((value) => ended.push(value));
  assert.deepEqual(ended, [1]);
});

test('what could not be opened is tried anew by the next who asks', async () => {
  let tries = 0;
  const once = openOnce(async () => {
    tries += 1;
    if (tries === 1) throw new Error('not there yet');
    return tries;
  });
  const both = await Promise.allSettled([once.get(), once.get()]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(tries, 1);
  assert.equal(await once.get(), 2);
});
