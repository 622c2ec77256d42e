import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMetrics } from '@cartwright/telemetry';
import { measureProvider } from './measure-provider.ts';
import { createTestProvider } from './test-provider.ts';

test('each call to a provider is measured, also one that has no answer', async () => {
  // Nobody listens there.
  const url = 'http://127.0.0.1:1';
  const provider = measureProvider(createTestProvider({ url, secret: 's', timeoutMs: 1_000 }));
  assert.deepEqual(await provider.lookUp('key'), { kind: 'no-answer' });
  await assert.rejects(provider.list({ changedFrom: new Date(0), cursor: null }));
  await provider.close();
  const { body } = await renderMetrics();
  for (const labels of [
    'provider="test",call="look-up",outcome="no-answer"',
    'provider="test",call="list",outcome="failed"',
  ])
    assert.ok(body.includes(`cartwright_payment_provider_duration_seconds_count{${labels}} 1`));
});
