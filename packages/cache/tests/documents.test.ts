import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocuments, readyAnswer } from '../src/index.ts';

const answerOf = (document: unknown) =>
  readyAnswer({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(document)) });

test('reads a body once, and lets nobody change what all share', () => {
  const documents = createDocuments(1_000);
  const answer = answerOf({ items: [{ title: 'A shoe' }] });
  const document = documents.of(answer);
  assert.deepEqual(document, { items: [{ title: 'A shoe' }] });
  assert.equal(documents.of(answer), document);
  const { items } = document as { items: { title: string }[] };
  assert.throws(() => items.pop(), TypeError);
  assert.throws(() => Object.assign(items[0] ?? {}, { title: 'Another' }), TypeError);
});

test('forgets what was not asked for lately when there is too much', () => {
  const documents = createDocuments(100);
  const [first, second] = [answerOf({ text: 'a'.repeat(60) }), answerOf({ text: 'b'.repeat(60) })];
  const before = documents.of(first);
  documents.of(second);
  assert.notEqual(documents.of(first), before);
  assert.deepEqual(documents.of(first), before);
});

test('reads a body that is larger than all it may hold', () => {
  const documents = createDocuments(10);
  assert.deepEqual(documents.of(answerOf({ text: 'a'.repeat(60) })), { text: 'a'.repeat(60) });
});
