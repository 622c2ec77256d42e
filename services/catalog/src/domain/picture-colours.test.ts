import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coloursOf } from './picture-colours.ts';

type Pixel = readonly [number, number, number, number];
const white: Pixel = [250, 250, 250, 255];
const red: Pixel = [200, 40, 30, 255];
const clear: Pixel = [0, 0, 0, 0];

/** Ten by ten pixels: a ground with a square of `subject` in the middle. */
const paint = (ground: Pixel, subject: Pixel, half: number): Uint8Array =>
  Uint8Array.from(
    Array.from({ length: 100 }, (_, index) => {
      const x = Math.abs((index % 10) - 4.5);
      const y = Math.abs(Math.floor(index / 10) - 4.5);
      return Math.max(x, y) < half ? subject : ground;
    }).flat(),
  );

test('tells the ground from what stands before it', () => {
  assert.deepEqual(coloursOf(paint(white, red, 3), 10), { ground: '#fafafa', colour: '#c8281e' });
});

test('has no ground where the edge is clear', () => {
  assert.deepEqual(coloursOf(paint(clear, red, 3), 10), { ground: null, colour: '#c8281e' });
});

test('has no colour where there is hardly anything', () => {
  assert.equal(coloursOf(paint(white, red, 0), 10).colour, null);
  assert.equal(coloursOf(paint(clear, clear, 3), 10).colour, null);
});
