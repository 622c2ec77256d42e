import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inSpan } from '@cartwright/telemetry';
import { startTracing, stopTracing } from '@cartwright/telemetry/tracing';

const folder = mkdtempSync(join(tmpdir(), 'cartwright-trace-'));
after(() => rmSync(folder, { recursive: true }));

interface WrittenSpan {
  traceId: string;
  name: string;
  attributes: Record<string, unknown>;
}

test('an event continues the trace of what caused it, and no span tells a value', async () => {
  const file = join(folder, 'spans.jsonl');
  await startTracing({ serviceName: 'test', file });
  // Loaded after tracing has started, else the driver is not patched.
  const { openShop } = await import('./shop.ts');
  const shop = await openShop();
  try {
    const subscriber = shop.subscriber();
    subscriber.start();
    await inSpan('publisher.tell', {}, () => shop.tell([987654321], () => 'subject-of-a-person'));
    await shop.settled(subscriber);
  } finally {
    await shop.close();
    await stopTracing();
  }
  const text = readFileSync(file, 'utf8');
  assert.doesNotMatch(text, /987654321|subject-of-a-person/);
  // Written by our own exporter.
  const spans = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WrittenSpan);
  const trace = spans.find((span) => span.name === 'publisher.tell')?.traceId;
  const names = spans.filter((span) => span.traceId === trace).map((span) => span.name);
  assert.ok(names.includes('hear event'), names.join(', '));
  const inserts = spans.filter((span) =>
    String(span.attributes['db.query.text']).includes('insert into heard'),
  );
  assert.deepEqual(
    inserts.map((span) => span.traceId),
    [trace],
  );
});
