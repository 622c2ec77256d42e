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

test('tells a coloured thing by its colour, though more of it is pale', () => {
  const sole: Pixel = [225, 225, 220, 255];
  const pixels = paint(clear, sole, 4);
  // 24 of its 64 pixels, as a shoe is red above a pale sole and laces.
  pixels.set(paint(clear, red, 4).subarray(40, 160), 40);
  assert.equal(coloursOf(pixels, 10).colour, '#c8281e');
});

test('tells a pale thing by its own colour, though it has a coloured stripe', () => {
  const pale: Pixel = [225, 225, 220, 255];
  const pixels = paint(clear, pale, 4);
  pixels.set(red, 44 * 4);
  pixels.set(red, 45 * 4);
  assert.equal(coloursOf(pixels, 10).colour, '#e1e1dc');
});
