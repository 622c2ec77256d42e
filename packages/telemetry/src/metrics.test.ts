import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metrics, renderMetrics, startProcessMetrics, watchCache, watchPool } from './metrics.ts';

test('renders counted, pooled and process figures', async () => {
  const unwatch = watchPool('orders', {
    totalCount: 3,
    idleCount: 1,
    waitingCount: 4,
    options: { max: 5 },
  });
  startProcessMetrics();
  startProcessMetrics();
  metrics.checkoutResults.inc({ result: 'completed' });
  const { contentType, body } = await renderMetrics();
  unwatch();
  assert.match(contentType, /^text\/plain/);
  assert.match(body, /cartwright_checkout_results_total\{result="completed"\} 1/);
  assert.match(body, /cartwright_database_connections\{service="orders",state="used"\} 2/);
  assert.match(body, /cartwright_database_waiting\{service="orders"\} 4/);
  assert.match(body, /cartwright_nodejs_eventloop_lag_p99_seconds/);
});

test('a crowd that asks at once shares the figures, and whoever asks later gets newer ones', async () => {
  let looks = 0;
  const unwatch = watchCache(() => {
    looks += 1;
    return { hits: 0, misses: 0, joins: 0, ended: 0, bytes: 0, answers: 0 };
  });
  const one = await renderMetrics();
  const looksOfOne = looks;
  assert.ok(looksOfOne > 0);
  const crowd = await Promise.all(Array.from({ length: 50 }, renderMetrics));
  assert.equal(looks, 2 * looksOfOne);
  metrics.checkoutResults.inc({ result: 'later' });
  const later = await renderMetrics();
  unwatch();
  assert.doesNotMatch(one.body, /result="later"/);
  assert.equal(new Set(crowd.map(({ body }) => body)).size, 1);
  assert.match(later.body, /cartwright_checkout_results_total\{result="later"\} 1/);
});
