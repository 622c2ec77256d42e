import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestShop } from '@cartwright/testing';

export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  kind: number;
  service: string;
  attributes: Record<string, unknown>;
}

/** Spans that a shop with CARTWRIGHT_TRACE_FILE has ended so far. */
export async function readSpans(shop: TestShop): Promise<Span[]> {
  const text = await readTraces(shop);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Span => JSON.parse(line));
}

async function readTraces(shop: TestShop): Promise<string> {
  const file = shop.env.CARTWRIGHT_TRACE_FILE;
  if (file === undefined) throw new Error('the shop was started without CARTWRIGHT_TRACE_FILE');
  return existsSync(file) ? readFile(file, 'utf8') : '';
}

export interface LogLine {
  msg?: string;
  route?: string;
  trace_id?: string;
}

/** Lines of JSON; what is said in plain words to whoever starts the shop is left out. */
export const logLinesOf = (shop: TestShop): LogLine[] =>
  shop
    .logs()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): LogLine => JSON.parse(line));

/** All that its processes wrote: logs, spans, and the logs of PostgreSQL and the provider. */
export async function writtenText(shop: TestShop): Promise<string> {
  const texts = [shop.logs(), await readTraces(shop)];
  for await (const file of glob('**/*.log', { cwd: shop.dataDir }))
    texts.push(await readFile(join(shop.dataDir, file), 'utf8'));
  return texts.join('\n');
}
