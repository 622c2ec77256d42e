import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metrics, renderMetrics, startProcessMetrics, watchPool } from './metrics.ts';

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
