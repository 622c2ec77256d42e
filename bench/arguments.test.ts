import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from './arguments.ts';

const read = (...args: string[]) => readArguments(args, 'results.json');

test('a setting of the shop is taken as it is written', () => {
  const { env } = read('--set', 'READ_CACHE_MIB=0', '--set', 'WRITE_BATCHING=off');
  assert.deepEqual(env, { READ_CACHE_MIB: '0', WRITE_BATCHING: 'off' });
});

test('a setting that the shop does not have is refused, and so is an option', () => {
  assert.throws(() => read('--set', 'READ_CACHE_MB=0'), /no setting READ_CACHE_MB/);
  assert.throws(() => read('--shorts'), TypeError);
  assert.throws(() => read('--rounds', 'many'), /--rounds/);
});
