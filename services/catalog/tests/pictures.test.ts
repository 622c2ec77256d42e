import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { isContractError } from '@cartwright/contract';
import { sql } from 'kysely';
import sharp from 'sharp';
import { PICTURE_BYTES_MAX } from '../contract/index.ts';
import { servePictures } from '../src/media/serve-pictures.ts';
import { type OpenCatalog, openCatalog } from './open-catalog.ts';

let catalog: OpenCatalog;
before(async () => {
  catalog = await openCatalog();
});
after(() => catalog.close());

const draw = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#2a7f62' } });

const upload = async (bytes: Buffer, alt?: string) => {
  const body = { content: bytes.toString('base64'), ...(alt === undefined ? {} : { alt }) };
  return (await catalog.client.uploadPicture({ body }, catalog.staff)).body;
};

const refusedFor = (reason: string) => (error: unknown) =>
  isContractError(error, 'picture-not-usable') && error.data.reason === reason;

test('makes sizes of a picture, and none larger than itself', async () => {
  const bytes = await draw(700, 350).png().toBuffer();
  const picture = await upload(bytes, `O'Brien's <b>shoe</b>`);
  assert.deepEqual([picture.width, picture.height], [700, 350]);
  assert.deepEqual(
    picture.sizes.map(({ width }) => width),
    [160, 320, 640, 700],
  );
  assert.equal(picture.alt, `O'Brien's <b>shoe</b>`);
  assert.equal(picture.url, `/media/${picture.id}/640.jpeg`);
});

test('stores the same bytes once, and tells who did', async () => {
  const bytes = await draw(20, 20).webp().toBuffer();
  const [first, second] = await Promise.all([upload(bytes), upload(bytes)]);
  assert.equal(first.id, second.id);
  assert.equal((await upload(bytes)).id, first.id);
  const { rows } = await sql<{ data: object }>`
    select data
    from event
    where subject = ${first.id}
  `.execute(catalog.db);
  const { actor } = catalog.staff;
  assert.deepEqual(
    rows.map(({ data }) => data),
    [
      {
        action: 'picture-added',
        subject: first.id,
        changes: {},
        actorKind: actor.kind,
        actorId: 'id' in actor && actor.id,
      },
    ],
  );
});

test('turns a picture upright and keeps no camera data', async () => {
  const bytes = await draw(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const picture = await upload(bytes);
  assert.deepEqual([picture.width, picture.height], [20, 40]);
});

test('refuses what is no picture, broken, or drawn by script', async () => {
  const png = await draw(300, 300).png().toBuffer();
  const wrong = [
    Buffer.from('just some text that is long enough to be looked at'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    Buffer.concat([png.subarray(0, 16), Buffer.alloc(500, 7)]),
    Buffer.from([1]),
  ];
  for (const bytes of wrong) await assert.rejects(upload(bytes), refusedFor('not-a-picture'));
});

test('refuses a small file that unfolds to a huge picture', async () => {
  await assert.rejects(upload(hugePng(30_000, 30_000)), refusedFor('too-many-pixels'));
});

test('refuses more bytes than it takes', async () => {
  const bytes = Buffer.alloc(PICTURE_BYTES_MAX + 1, 0xff);
  await assert.rejects(upload(bytes), refusedFor('too-many-bytes'));
});

test('shows pictures on the product page in their order with their own texts', async () => {
  const front = await upload(await draw(30, 30).png().toBuffer(), 'front');
  const back = await upload(await draw(31, 31).png().toBuffer());
  const product = await catalog.publish({
    title: 'Pictured',
    media: [{ id: back.id, alt: 'the back' }, { id: front.id }],
    variants: [{ mediaId: front.id }],
  });
  assert.deepEqual(
    product.media.map(({ id, alt }) => [id, alt]),
    [
      [back.id, 'the back'],
      [front.id, 'front'],
    ],
  );
  const { body } = await catalog.client.listProducts({ query: {} }, catalog.shopper);
  assert.equal(body.items[0]?.image?.id, back.id);
  await assert.rejects(
    catalog.publish({ title: 'Wrong picture', media: [{ id: crypto.randomUUID() }] }),
    (error) => isContractError(error, 'invalid-input'),
  );
});

test('tells lists a second view and the colours that the pictures show', async () => {
  const square = (background: string) =>
    sharp({ create: { width: 80, height: 80, channels: 4, background: '#ffffff' } })
      .composite([{ input: { create: { width: 40, height: 40, channels: 4, background } } }])
      .png()
      .toBuffer();
  const red = await upload(await square('#cc1010'));
  const blue = await upload(await square('#1010cc'));
  assert.equal(red.ground, '#ffffff');
  const options = [{ name: 'Finish', values: ['Red', 'Blue'] }];
  const product = await catalog.publish({
    title: 'Two colours',
    options,
    media: [{ id: red.id }, { id: blue.id }],
    variants: [
      { options: { Finish: 'Red' }, mediaId: red.id },
      { options: { Finish: 'Blue' }, mediaId: blue.id },
    ],
  });
  const { body } = await catalog.client.listProducts({ query: {} }, catalog.shopper);
  const item = body.items.find(({ id }) => id === product.id);
  assert.equal(item?.image?.id, red.id);
  assert.equal(item?.secondImage?.id, blue.id);
  assert.deepEqual(
    item?.swatches.map(({ option, value, colour }) => [option, value, colour.slice(0, 2)]),
    [
      ['Finish', 'Red', '#c'],
      ['Finish', 'Blue', '#1'],
    ],
  );
});

test('serves stored bytes for ever, and nothing else', async () => {
  const picture = await upload(await draw(50, 50).png().toBuffer());
  const server = createServer(servePictures(catalog.storage)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    // A server that listens on TCP tells an address with a port.
    const { port } = server.address() as AddressInfo;
    const get = (path: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${port}${path}`, { method });
    for (const format of ['avif', 'webp', 'jpeg']) {
      const answer = await get(`/media/${picture.id}/50.${format}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), `image/${format}`);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(bytes.length, Number(answer.headers.get('content-length')));
    }
    assert.equal((await get(`/media/${picture.id}/50.jpeg`, 'HEAD')).status, 200);
    const share = await sharp(await (await get(picture.share)).arrayBuffer()).metadata();
    assert.deepEqual([share.width, share.height, share.format], [1_200, 630, 'jpeg']);
    const missing = [
      `/media/${picture.id}/51.jpeg`,
      `/media/${picture.id}/1200x630.avif`,
      `/media/${picture.id}/upload`,
      `/media/${picture.id}/..%2f..%2fetc/passwd`,
      `/media/${crypto.randomUUID()}/50.jpeg`,
      '/media/',
    ];
    for (const path of missing) assert.equal((await get(path)).status, 404);
    assert.equal((await get(`/media/${picture.id}/50.jpeg`, 'POST')).status, 405);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('shares the largest size of a picture from before there was one to share', async () => {
  const id = crypto.randomUUID();
  await catalog.storage.save(id, async (folder) => {
    for (const width of [90, 160])
      await draw(width, width)
        .jpeg()
        .toFile(join(folder, `${width}.jpeg`));
  });
  const shared = await catalog.storage.open(id, '1200x630', 'jpeg');
  const bytes = await Array.fromAsync(shared?.stream ?? []);
  const { width } = await sharp(Buffer.concat(bytes.map((part) => Buffer.from(part)))).metadata();
  assert.equal(width, 160);
  assert.equal(await catalog.storage.open(id, '1200x630', 'avif'), undefined);
  assert.equal(await catalog.storage.open(crypto.randomUUID(), '1200x630', 'jpeg'), undefined);
});

/** A grey PNG of any size whose rows are zeros, so that it is a thousand times smaller. */
function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width + 1) * 100));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
