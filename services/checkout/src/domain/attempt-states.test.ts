import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AttemptState } from '../../contract/index.ts';
import { type AttemptEvent, attemptTransitions, isClosed, stateAfter } from './attempt-states.ts';

const states = Object.keys(attemptTransitions) as AttemptState[]; // keys of a complete record
const allowed: readonly [AttemptState, AttemptEvent, AttemptState][] = [
  ['preparing', 'intent-written', 'paying'],
  ['preparing', 'nothing-to-pay', 'placing'],
  ['preparing', 'turned-away', 'refused'],
  ['preparing', 'undo-started', 'undoing'],
  ['paying', 'authorised', 'placing'],
  ['paying', 'challenged', 'awaiting-shopper'],
  ['paying', 'order-placed', 'completed'],
  ['paying', 'undo-started', 'undoing'],
  ['awaiting-shopper', 'authorised', 'placing'],
  ['awaiting-shopper', 'confirmed', 'paying'],
  ['awaiting-shopper', 'undo-started', 'undoing'],
  ['placing', 'order-placed', 'completed'],
  ['placing', 'undo-started', 'undoing'],
  ['undoing', 'undone-with-answer', 'refused'],
  ['undoing', 'undone-without-answer', 'undone'],
];
const events = [...new Set(allowed.map(([, event]) => event))];

test('every allowed event leads to its state', () => {
  for (const [from, event, to] of allowed) assert.equal(stateAfter(from, event), to);
});

test('every other event is refused in every state', () => {
  const known = new Set(allowed.map(([from, event]) => `${from} ${event}`));
  for (const state of states) {
    for (const event of events.filter((event) => !known.has(`${state} ${event}`))) {
      assert.throws(() => stateAfter(state, event), /cannot be/);
    }
  }
});

test('only completed, refused and undone attempts are closed', () => {
  assert.deepEqual(states.filter(isClosed), ['completed', 'refused', 'undone']);
});

test('an order is placed only after its intent, or when there is nothing to pay', () => {
  const before = states.filter((state) => attemptTransitions[state]['order-placed'] !== undefined);
  assert.deepEqual(before, ['paying', 'placing']);
});

test('what was authorised is never left without an order or an undo', () => {
  assert.deepEqual(Object.keys(attemptTransitions.placing), ['order-placed', 'undo-started']);
});
