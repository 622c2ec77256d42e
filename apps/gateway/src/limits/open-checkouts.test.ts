import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenCheckouts } from './open-checkouts.ts';

const attempt = { idempotencyKey: 'k', attemptId: 'a' };
/** What is over is looked for at times only. */
const lookMs = 10_000;
/** Told times have a minute more, in which the attempt is looked at. */
const graceMs = 60_000;

function counter(perClientMax: number) {
  const state = { now: 0 };
  return { state, open: createOpenCheckouts({ perClientMax, now: () => state.now }) };
}

test('counts the carts of each client and frees what ends', () => {
  const { open } = counter(2);
  assert.equal(open.begin('one', 'cart 1'), 'begun');
  assert.equal(open.begin('one', 'cart 2'), 'begun');
  assert.equal(open.begin('one', 'cart 3'), 'too-many');
  assert.equal(open.begin('two', 'cart 4'), 'begun');
  open.end('cart 1');
  assert.equal(open.begin('one', 'cart 3'), 'begun');
  assert.equal(open.begin('one', 'cart 5'), 'too-many');
});

test('a repeat for an open cart is let through and counts once', () => {
  const { open } = counter(1);
  open.begin('one', 'cart 1');
  open.goesOn('one', 'cart 1', attempt);
  assert.equal(open.begin('one', 'cart 1'), 'known');
  assert.deepEqual(open.attemptOf('cart 1'), attempt);
  open.end('cart 1');
  open.end('cart 1');
  assert.equal(open.begin('one', 'cart 2'), 'begun');
  assert.equal(open.begin('one', 'cart 3'), 'too-many');
});

test('an attempt that goes on is counted even when another request had ended it', () => {
  const { open } = counter(1);
  open.begin('one', 'cart 1');
  open.end('cart 1');
  open.goesOn('one', 'cart 1', attempt);
  assert.equal(open.begin('one', 'cart 2'), 'too-many');
});

test('a checkout that another client repeats stays counted for the one that began it', () => {
  const { open } = counter(1);
  for (const [mine, other] of [
    ['one', 'two'],
    ['two', 'one'],
  ] as const) {
    assert.equal(open.begin(mine, `cart of ${mine}`), 'begun');
    open.goesOn(mine, `cart of ${mine}`, attempt);
    assert.equal(open.begin(other, `cart of ${mine}`), 'known');
    open.goesOn(other, `cart of ${mine}`, attempt);
    assert.equal(open.begin(mine, 'another'), 'too-many');
  }
});

test('what nobody asks for again is forgotten after the time to pay', () => {
  const { open, state } = counter(1);
  open.begin('one', 'cart 1');
  state.now = 15 * 60_000 - 1;
  assert.equal(open.begin('one', 'cart 2'), 'too-many');
  state.now += lookMs;
  assert.equal(open.begin('one', 'cart 2'), 'begun');
});

test('abandoned checkouts of all clients are forgotten when anybody begins another', () => {
  const { open, state } = counter(1);
  for (let index = 0; index < 100; index += 1)
    open.goesOn(`client ${index}`, `cart ${index}`, attempt);
  state.now = 15 * 60_000;
  open.begin('somebody', 'else');
  for (let index = 0; index < 100; index += 1)
    assert.equal(open.attemptOf(`cart ${index}`), undefined);
});

test('the time to pay is the one that was told, of each cart its own', () => {
  const { open, state } = counter(2);
  open.goesOn('one', 'long', { ...attempt, expiresInMs: 24 * 3_600_000 });
  open.goesOn('one', 'short', { ...attempt, expiresInMs: 60_000 });
  state.now = 60_000 + graceMs - 1;
  assert.equal(open.begin('one', 'another'), 'too-many');
  state.now += lookMs;
  assert.equal(open.begin('one', 'another'), 'begun');
  state.now += 24 * 3_600_000 - 2 * lookMs - graceMs;
  assert.equal(open.begin('one', 'next'), 'begun', 'the one of no told time is over');
  assert.equal(open.begin('one', 'too much'), 'too-many', 'the long one still holds stock');
});

test('a time to pay that is told later holds from then on', () => {
  const { open, state } = counter(1);
  open.goesOn('one', 'asked of later', attempt);
  state.now = 60_000;
  open.lasts('asked of later', 3_600_000);
  open.lasts('asked of later', undefined);
  state.now += 3_600_000 + graceMs - 1;
  assert.equal(open.begin('one', 'another'), 'too-many');
  state.now += lookMs;
  assert.equal(open.begin('one', 'another'), 'begun');
});

test('many clients do not fill the memory: the oldest is forgotten', () => {
  const { open } = counter(1);
  for (let index = 0; index <= 50_000; index += 1) open.begin(`client ${index}`, `cart ${index}`);
  assert.equal(open.begin('client 0', 'another'), 'begun');
  assert.equal(open.begin('client 50000', 'one more'), 'too-many');
});
