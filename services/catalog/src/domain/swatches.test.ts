import assert from 'node:assert/strict';
import { test } from 'node:test';
import { swatchesOf } from './swatches.ts';

const options = [
  { name: 'Size', values: ['41', '42'] },
  { name: 'Finish', values: ['Red', 'Blue'] },
];
const variant = (Size: string, Finish: string, mediaId: string, colour: string | null) => ({
  options: { Size, Finish },
  mediaId,
  colour,
});
const red = variant('41', 'Red', 'm1', '#cc0000');
const blue = variant('41', 'Blue', 'm2', '#0000cc');

test('finds the option of colours by its pictures, whatever it is called', () => {
  assert.deepEqual(swatchesOf(options, [red, blue, variant('42', 'Red', 'm1', '#cc0000')]), [
    { option: 'Finish', value: 'Red', colour: '#cc0000' },
    { option: 'Finish', value: 'Blue', colour: '#0000cc' },
  ]);
});

test('shows none when a value has no picture, several, or that of another value', () => {
  assert.deepEqual(swatchesOf(options, [red]), []);
  assert.deepEqual(swatchesOf(options, [red, blue, variant('42', 'Red', 'm3', '#cc0000')]), []);
  assert.deepEqual(swatchesOf(options, [red, variant('41', 'Blue', 'm1', '#cc0000')]), []);
});

test('shows none when a colour is not known', () => {
  assert.deepEqual(swatchesOf(options, [red, variant('41', 'Blue', 'm2', null)]), []);
});
