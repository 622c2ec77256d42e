import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSearchMemory } from './search-memory.ts';

test('an estimate is made once in ten seconds', async () => {
  let nowMs = 0;
  let made = 0;
  const { estimates } = createSearchMemory(() => nowMs);
  const estimate = () => estimates.read('cotton', async () => (made += 1));
  assert.equal(await estimate(), 1);
  nowMs = 9_999;
  assert.equal(await estimate(), 1);
  nowMs = 10_000;
  assert.equal(await estimate(), 2);
});

test('an estimate is as old as the question, not as its answer', async () => {
  let nowMs = 0;
  const { estimates } = createSearchMemory(() => nowMs);
  const slow = async () => {
    nowMs = 9_000;
    return 1;
  };
  assert.equal(await estimates.read('cotton', slow), 1);
  nowMs = 10_000;
  assert.equal(await estimates.read('cotton', async () => 2), 2);
});

test('an estimate that could not be made is not kept', async () => {
  const { estimates } = createSearchMemory();
  const fail = () => Promise.reject(new Error('no database'));
  await assert.rejects(estimates.read('cotton', fail), /no database/);
  assert.equal(await estimates.read('cotton', async () => 7), 7);
});

test('the oldest of a great many estimates and words are forgotten', async () => {
  const { estimates, wholeWords } = createSearchMemory();
  const names = Array.from({ length: 10_001 }, (_, index) => `word${index}`);
  for (const name of names) {
    wholeWords.add(name);
    estimates.write(name, 1);
  }
  assert.equal(wholeWords.has('word0'), false);
  assert.equal(wholeWords.has('word1'), true);
  assert.equal(await estimates.read('word10000', async () => 2), 1);
  assert.equal(await estimates.read('word0', async () => 2), 2);
});
