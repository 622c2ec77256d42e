import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import fc from 'fast-check';
import { readCursor, writeCursor } from './cursor.ts';

const orders = { title: ['text', 'uuid'], price: ['integer', 'uuid'] } as const;

test('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.uuid(), (title, id) => {
      const key = title.toWellFormed().replaceAll('\0', '');
      assert.deepEqual(readCursor(writeCursor('title', [key, id]), orders), {
        order: 'title',
        keys: [key, id],
      });
    }),
  );
});

test('refuses any other text with one code', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.throws(
        () => readCursor(text, orders),
        (error) => isContractError(error, 'invalid-input'),
      );
    }),
  );
});

test('refuses keys of another kind or number', () => {
  const id = '01a1fc81-fdf7-75c1-bb4f-406ccbe37230';
  const wrong = [
    writeCursor('price', ['1', id]),
    writeCursor('price', [1]),
    writeCursor('price', [1, id, id]),
    writeCursor('price', [1, 'me']),
    writeCursor('newest', [1, id]),
  ];
  for (const cursor of wrong)
    assert.throws(
      () => readCursor(cursor, orders),
      (error) => isContractError(error, 'invalid-input'),
    );
});
