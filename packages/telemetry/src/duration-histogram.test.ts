import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram, Registry } from 'prom-client';
import { durationHistogram } from './duration-histogram.ts';

const told = {
  name: 'took_seconds',
  help: 'Time it took',
  labelNames: ['route', 'status'] as const,
  buckets: [0.002, 0.5, 10],
};

test('says what a histogram of prom-client says', async () => {
  const registry = new Registry();
  const theirs = new Histogram({
    ...told,
    labelNames: [...told.labelNames],
    registers: [registry],
  });
  const ours = durationHistogram(told);
  for (const route of ['/a/:id', 'a "quoted"\\\nname'])
    for (const seconds of [0, 0.001, 0.002, 0.0021, 0.5, 3, 10, 11]) {
      theirs.observe({ route, status: '200' }, seconds);
      ours.of({ route, status: '200' })(seconds);
    }
  assert.equal(ours.render(), await registry.metrics());
});

test('has nothing to say of labels that nobody asked for', () => {
  const histogram = durationHistogram(told);
  assert.equal(histogram.render().split('\n').length, 3);
  histogram.of({ route: '/', status: '404' });
  assert.match(histogram.render(), /took_seconds_count\{route="\/",status="404"\} 0\n/);
});
