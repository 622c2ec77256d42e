import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { startLoadGenerator } from './load-generator.ts';
import type { Run, Window } from './protocol.ts';

const load = startLoadGenerator();
after(() => load.stop());

/** Loads a server that answers as told for a moment. */
async function windowOf(answer: RequestListener, o: Pick<Run, 'work' | 'edits'>): Promise<Window> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await load.run({ host: '127.0.0.1', port, atOnce: 2, durationMs: 300, ...o });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const send =
  (body: string): RequestListener =>
  (_, response) =>
    response.end(body);
const shelf = {
  kind: 'fetch',
  pages: [{ path: '/shelf', holds: ['"slug":"boots"'] }],
  order: 'in-turn',
} as const;

test('an answer of another body is counted as wrong, whatever its status', async () => {
  const sound = await windowOf(send('{"items":[{"slug":"boots"}]}'), { work: shelf });
  assert.ok(sound.looked > 0 && sound.looked < sound.done, JSON.stringify(sound));
  assert.equal(sound.wrong, 0);
  const empty = await windowOf(send('{"items":[]}'), { work: shelf });
  assert.equal(empty.wrong, empty.looked);
  assert.match(empty.firstSurprise ?? '', /"slug":"boots".*\{"items":\[\]\}/);
});

test('a packed page is read as a browser reads it', async () => {
  const page = brotliCompressSync('<a href="/products/boots"></html>');
  const window = await windowOf(
    (_, response) => {
      response.writeHead(200, { 'content-encoding': 'br', 'content-length': page.length });
      response.end(page);
    },
    { work: { ...shelf, pages: [{ path: '/', holds: ['/products/boots'] }] } },
  );
  assert.deepEqual([window.wrong, window.looked > 0], [0, true], window.firstSurprise);
});

test('a list that an edit does not change is stale, though the product itself shows it', async () => {
  let title = 'Boots';
  const shop: RequestListener = async (request, response) => {
    if (request.method === 'PATCH') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      ({ title } = JSON.parse(Buffer.concat(chunks).toString()));
    }
    response.end(JSON.stringify({ title: request.url === '/shelf' ? 'Boots' : title }));
  };
  const products = [{ id: '1', slug: 'boots', title: 'Boots' }];
  const edits = { everyMs: 50, products, apiKey: 'key' };
  const work = { ...shelf, pages: [{ path: '/shelf' }] };
  const ofProduct = await windowOf(shop, { work, edits });
  assert.deepEqual([ofProduct.edits > 0, ofProduct.staleEdits], [true, 0]);
  const ofList = await windowOf(shop, { work, edits: { ...edits, seenAt: '/shelf' } });
  assert.equal(ofList.staleEdits, ofList.edits);
});
