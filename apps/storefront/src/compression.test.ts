import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { packPage, packResponse, takesGzip, unpackPage } from './compression.ts';

const text = '<p>A shoe to walk in.</p>'.repeat(200);
const html = { 'content-type': 'text/html; charset=utf-8' };
const asking = (acceptEncoding: string): Request =>
  new Request('http://shop.test/', { headers: { 'accept-encoding': acceptEncoding } });

test('gzip is taken where the header names it, and not where it is refused', () => {
  for (const header of ['gzip', 'br, gzip;q=0.5', 'GZIP , deflate', '*', 'gzip; q=1.0'])
    assert.equal(takesGzip(header), true, header);
  for (const header of [undefined, '', 'br', 'gzip;q=0', 'gzip;q=0.0, br', 'x-gzip2'])
    assert.equal(takesGzip(header), false, header);
});

test('a kept page comes back as it was, with its length', () => {
  const page = { status: 200, headers: html, body: Buffer.from(text) };
  const packed = packPage(page);
  assert.ok(packed.body.length * 5 < page.body.length);
  assert.equal(packed.headers['content-encoding'], 'gzip');
  const kept = { ...packed, headers: { ...packed.headers, 'content-length': '7' } };
  const plain = unpackPage(kept);
  assert.equal(plain.body.toString(), text);
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.headers['content-length'], String(text.length));
  const notModified = unpackPage({ ...packed, status: 304, body: Buffer.alloc(0) });
  assert.equal(notModified.body.length, 0);
});

test('a page for one visitor keeps its status, its cookies and its bytes', async () => {
  const headers = new Headers({ ...html, 'content-length': String(Buffer.byteLength(text)) });
  headers.append('set-cookie', 'one=1');
  headers.append('set-cookie', 'two=2');
  const packed = await packResponse(
    asking('gzip, br'),
    new Response(text, { status: 422, headers }),
  );
  assert.equal(packed.status, 422);
  assert.deepEqual(packed.headers.getSetCookie(), ['one=1', 'two=2']);
  const bytes = Buffer.from(await packed.arrayBuffer());
  assert.equal(packed.headers.get('content-length'), String(bytes.length));
  assert.equal(gunzipSync(bytes).toString(), text);
});

test('what is small, is no page, or is not taken stays as it is', async () => {
  for (const [encoding, response] of [
    ['gzip', new Response('<p>', { headers: html })],
    ['gzip', new Response(text, { headers: { 'content-type': 'application/json' } })],
    ['br', new Response(text, { headers: html })],
  ] as const) {
    const answer = await packResponse(asking(encoding), response);
    assert.equal(answer.headers.get('content-encoding'), null);
    assert.ok((await answer.text()).startsWith('<p>'));
  }
  const redirect = new Response(null, { status: 303, headers: { ...html, location: '/cart' } });
  assert.equal((await packResponse(asking('gzip'), redirect)).status, 303);
});
