import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAdmission } from './admission.ts';

const roomy = { freeMax: 100, atOnceMax: 100, oldestMsMax: 1_000 };

/** Admission with a clock and an event loop that the test sets. */
function gate(writes: { freeMax: number; atOnceMax: number; oldestMsMax: number }) {
  const state = { now: 0, eventLoopDelayMs: 0 };
  const admission = createAdmission({
    limits: { checkouts: roomy, writes, reads: roomy, pages: roomy },
    eventLoopDelayMsMax: 500,
    eventLoopDelayMs: () => state.eventLoopDelayMs,
    now: () => state.now,
  });
  const arrive = (giveUp = () => true) => {
    const entry = admission.enter('writes');
    entry?.awaitBody(giveUp);
    return entry;
  };
  const enter = () => admission.enter('writes')?.leave;
  return { state, admission, arrive, enter };
}

test('refuses a class that is full and takes in as soon as one has left', () => {
  const { enter, admission } = gate({ freeMax: 2, atOnceMax: 2, oldestMsMax: 1_000 });
  const leave = enter();
  assert.ok(leave !== undefined && enter() !== undefined);
  assert.equal(enter(), undefined);
  assert.ok(admission.enter('reads'), 'the other classes are not full');
  leave();
  assert.ok(enter());
  assert.equal(enter(), undefined);
});

test('leaving twice makes room once', () => {
  const { enter } = gate({ freeMax: 2, atOnceMax: 2, oldestMsMax: 1_000 });
  const leave = enter();
  enter();
  leave?.();
  leave?.();
  assert.ok(enter());
  assert.equal(enter(), undefined);
});

test('refuses while the oldest under way is late, but always serves a few', () => {
  const { enter, state } = gate({ freeMax: 2, atOnceMax: 100, oldestMsMax: 1_000 });
  const leaveOldest = enter();
  state.now = 900;
  enter();
  enter();
  state.now = 1_000;
  assert.ok(enter());
  state.now = 1_001;
  assert.equal(enter(), undefined);
  leaveOldest?.();
  assert.ok(enter(), 'the oldest is now one of 900');
});

test('one that hangs does not close the door to a few at a time', () => {
  const { enter, state } = gate({ freeMax: 2, atOnceMax: 100, oldestMsMax: 1_000 });
  enter();
  state.now = 60_000;
  for (let count = 0; count < 10; count += 1) {
    const leave = enter();
    assert.ok(leave);
    leave();
  }
});

test('refuses while the event loop is late, but always serves a few', () => {
  const { enter, state } = gate({ freeMax: 2, atOnceMax: 100, oldestMsMax: 1_000 });
  state.eventLoopDelayMs = 501;
  assert.ok(enter() !== undefined && enter() !== undefined);
  assert.equal(enter(), undefined);
  state.eventLoopDelayMs = 500;
  assert.ok(enter());
});

test('what is still arriving makes nobody late, what has arrived does', () => {
  const { enter, arrive, state } = gate({ freeMax: 1, atOnceMax: 100, oldestMsMax: 1_000 });
  const slow = arrive();
  state.now = 50_000;
  assert.ok(enter());
  assert.ok(slow?.begin());
  state.now = 51_000;
  assert.ok(enter());
  state.now = 51_001;
  assert.equal(enter(), undefined);
});

test('who left while something else took its time does not wait for a body', () => {
  const { admission, enter } = gate({ freeMax: 1, atOnceMax: 1, oldestMsMax: 1_000 });
  const gone = admission.enter('writes');
  gone?.leave();
  gone?.awaitBody(() => false);
  assert.ok(enter());
  assert.equal(gone?.begin(), false);
});

test('where all places are taken, the oldest that still arrives gives its own to a newcomer', () => {
  const { enter, arrive, state } = gate({ freeMax: 4, atOnceMax: 4, oldestMsMax: 1_000 });
  const ended: string[] = [];
  const here = arrive(() => false);
  const first = arrive(() => ended.push('first') > 0);
  arrive(() => ended.push('second') > 0);
  enter();
  state.now = 1_000;
  assert.equal(enter(), undefined, 'a body may take a second');
  state.now = 1_001;
  assert.ok(enter());
  assert.deepEqual(ended, ['first']);
  assert.equal(first?.begin(), false);
  assert.ok(enter());
  assert.equal(enter(), undefined);
  assert.deepEqual(ended, ['first', 'second']);
  assert.ok(here?.begin(), 'what is here keeps its place');
});

test('a class whose service has too much is closed for a moment, the others are not', () => {
  const { enter, admission, state } = gate(roomy);
  admission.close('writes');
  assert.equal(enter(), undefined);
  assert.ok(admission.enter('checkouts'));
  state.now = 199;
  assert.equal(enter(), undefined);
  state.now = 200;
  assert.ok(enter());
});
