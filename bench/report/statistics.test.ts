import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, pairedRatios, quantile, spreadOf } from './statistics.ts';

test('the median of an even number of values lies between the middle two', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([9, 1, 5]), 5);
});

test('quartiles fall between neighbours where their place does', () => {
  assert.deepEqual(spreadOf([1, 2, 3, 4]), {
    median: 2.5,
    lowerQuartile: 1.75,
    upperQuartile: 3.25,
  });
});

test('one value is its own median and quartiles', () => {
  assert.deepEqual(spreadOf([7]), { median: 7, lowerQuartile: 7, upperQuartile: 7 });
});

test('the order in which values were measured does not change a quantile', () => {
  assert.equal(quantile([30, 10, 20, 50, 40], 0.75), quantile([10, 20, 30, 40, 50], 0.75));
});

test('a machine that slows down in mid run leaves the median of paired ratios as it is', () => {
  const ours = [800, 800, 400, 400, 400];
  const limit = [1000, 1000, 500, 500, 500];
  assert.equal(median(pairedRatios(ours, limit)), 0.8);
  assert.equal(median(ours) / median([1000, 1000, 1000, 500, 500]), 0.4);
});

test('ratios are refused when a window of one side is missing', () => {
  assert.throws(() => pairedRatios([1, 2], [1]), /cannot be paired/);
});

test('a ratio to nothing is refused, and nothing is no median', () => {
  assert.throws(() => pairedRatios([1], [0]), /ratio to nothing/);
  assert.throws(() => median([]), /no values/);
});
