import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { currentTraceparent, inSpan } from './spans.ts';
import { startTracing, stopTracing } from './tracing.ts';

const folder = mkdtempSync(join(tmpdir(), 'cartwright-trace-'));
after(() => rmSync(folder, { recursive: true }));

interface WrittenSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  isError: boolean;
  attributes: Record<string, unknown>;
}

test('runs work without a span while tracing is off', async () => {
  assert.equal(await inSpan('orders.place', {}, (span) => span), undefined);
  assert.equal(currentTraceparent(), undefined);
});

test('connects spans across a stored traceparent and strips what may be personal', async () => {
  const file = join(folder, 'spans.jsonl');
  await startTracing({ serviceName: 'test', file });
  const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  let carried: string | undefined;
  await inSpan(
    'orders.place',
    { 'cartwright.job.name': 'send-mail' },
    async (span) => {
      span?.setAttribute('url.full', 'http://shop/carts/secret');
      carried = currentTraceparent();
    },
    { kind: 'server', parentTraceparent: parent },
  );
  const fails = inSpan(
    'cart.close',
    {},
    async () => {
      throw new Error('secret');
    },
    carried === undefined ? {} : { parentTraceparent: carried },
  );
  await assert.rejects(fails);
  await stopTracing();
  const text = readFileSync(file, 'utf8');
  assert.doesNotMatch(text, /secret/);
  // Written by the exporter under test.
  const spans = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WrittenSpan);
  const [first, second] = spans;
  assert.equal(first?.traceId, '0af7651916cd43dd8448eb211c80319c');
  assert.equal(first.parentSpanId, 'b7ad6b7169203331');
  assert.deepEqual(first.attributes, { 'cartwright.job.name': 'send-mail' });
  assert.equal(second?.traceId, first.traceId);
  assert.equal(second.parentSpanId, first.spanId);
  assert.equal(second.isError, true);
});
