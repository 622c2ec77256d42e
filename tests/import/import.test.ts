import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import sharp from 'sharp';
import { openForBusiness, shopperOf, stockOf } from '../journeys/fixtures.ts';
import { writeProductFile } from './generate-file.ts';
import { figureOf, runImport, startImport } from './run-import.ts';
import {
  plainShirt,
  type SampleRow,
  sampleFile,
  sampleRows,
  typedBody,
  typedTitle,
} from './sample.ts';

/** The shop's own slow poll takes 4 s at most; a busy machine far more. */
const patience = { timeoutMs: 60_000 };

const anyAddress = new URL('any-address.ts', import.meta.url).href;

let shop: TestShop;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-import-'));
  shop = await startTestShop();
  await openForBusiness(shop);
});
after(async () => {
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.csv`);
  await writeFile(path, content);
  return path;
}

async function productOf(slug: string) {
  const { data, response } = await shopperOf(shop).GET('/api/v1/products/{slug}', {
    params: { path: { slug } },
  });
  return { product: data, status: response.status };
}

const outcome = (stdout: string) =>
  ['created', 'updated', 'unchanged', 'refused'].map((name) => figureOf(stdout, name));

test('a dry run tells what it would do and writes nothing', async () => {
  const path = await fileOf(sampleFile(sampleRows));
  const end = await runImport([path, '--dry-run'], shop.env);
  assert.equal(end.exitCode, 1, end.stderr);
  assert.match(end.stdout, /^Dry run: nothing was written\.$/m);
  assert.deepEqual(outcome(end.stdout), [4, 0, 0, 1]);
  assert.equal((await productOf('sea-shirt')).status, 404);
  await assert.rejects(readdir(join(shop.dataDir, 'imports')));
});

test('a running shop shows an imported file without a restart', async () => {
  const end = await runImport([await fileOf(sampleFile(sampleRows))], shop.env);
  // One product is wrong; the others are in the shop all the same.
  assert.equal(end.exitCode, 1, end.stderr);
  assert.deepEqual(outcome(end.stdout), [4, 0, 0, 1]);
  assert.match(end.stderr, /line 11, column Variant Price: "cheap" is not an amount/);
  assert.match(end.stderr, /line 5, column Variant SKU: "TOP-S" is taken by line 3: left out/);
  assert.match(end.stderr, /line 6: picture .* 169\.254\.169\.254 is no address of the public/);
  assert.equal(figureOf(end.stdout, 'pictures fetched'), 0);
  assert.equal(figureOf(end.stdout, 'pictures not fetched'), 2);
  assert.ok(figureOf(end.stdout, 'products per second') > 0);

  const top = await waitFor(
    'prices and stock to reach the catalogue',
    async () => {
      const { product } = await productOf('varsity-top');
      return product?.variants.every(({ price, available }) => price !== null && available)
        ? product
        : undefined;
    },
    patience,
  );
  assert.deepEqual(top.options, [{ name: 'Size', values: ['Small', 'Medium', 'Large'] }]);
  assert.deepEqual(
    top.variants.map(({ sku, price, compareAtPrice }) => [
      sku,
      price?.amount,
      compareAtPrice?.amount,
    ]),
    [
      ['TOP-S', 6050, undefined],
      ['TOP-M', 6050, 8000],
      [null, 6050, undefined],
    ],
  );
  assert.equal((await stockOf(shop, top.variants[0]?.id ?? '')).onHand, 2);
  assert.equal((await productOf('hidden')).status, 404);
  assert.equal((await productOf('wrong')).status, 404);
});

test('formulas, markup and SQL are stored as typed', async () => {
  const { product } = await productOf('typed');
  assert.equal(product?.title, typedTitle);
  assert.equal(product?.description, typedBody);
  assert.doesNotMatch(product?.descriptionHtml ?? '', /<script/);
});

test('the same file again changes nothing', async () => {
  const before = await waitFor(
    'its last event to arrive',
    async () => {
      const one = await productOf('varsity-top');
      return one.product?.variants.every(({ available }) => available) ? one : undefined;
    },
    patience,
  );
  const end = await runImport([await fileOf(sampleFile(sampleRows))], shop.env);
  assert.deepEqual(outcome(end.stdout), [0, 0, 4, 1]);
  assert.deepEqual(await productOf('varsity-top'), before);
});

test('a changed file updates: variants with the same choice keep their ids', async () => {
  const { product: before } = await productOf('varsity-top');
  const rows = sampleRows.map(
    (row): SampleRow =>
      row['Option1 Value'] === 'Large'
        ? { ...row, 'Option1 Value': 'Extra large' }
        : row['Option1 Value'] === 'Medium'
          ? { ...row, 'Variant Price': '70' }
          : row,
  );
  const end = await runImport([await fileOf(sampleFile(rows))], shop.env);
  assert.deepEqual(outcome(end.stdout), [0, 1, 3, 1]);
  const product = await waitFor(
    'the new price',
    async () => {
      const { product: now } = await productOf('varsity-top');
      return now?.variants[1]?.price?.amount === 7000 ? now : undefined;
    },
    patience,
  );
  assert.deepEqual(
    product.variants.slice(0, 2).map(({ id }) => id),
    before?.variants.slice(0, 2).map(({ id }) => id),
  );
  assert.deepEqual(product.options[0]?.values, ['Small', 'Medium', 'Extra large']);
});

test('pictures of a product with a taken address leave the product that has it alone', async () => {
  const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const server = createServer((_, response) => response.writeHead(200).end(picture));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const content = [
      'Handle,Title,Option1 Name,Option1 Value,Published,Image Src',
      `blue-shirt,Blue shirt,Size,S,true,http://127.0.0.1:${port}/blue.png`,
      'blue-shirt,,,M,,',
      `Blue+Shirt,Another thing,Colour,Red,true,http://127.0.0.1:${port}/red.png`,
    ].join('\n');
    const path = await fileOf(content);
    assert.deepEqual(
      outcome((await runImport([path, '--no-pictures'], shop.env)).stdout),
      [1, 0, 0, 1],
    );
    const { product: before } = await productOf('blue-shirt');
    const env = { ...shop.env, NODE_OPTIONS: `--import=${anyAddress}` };
    const end = await runImport([path, '--fresh'], env);
    assert.match(end.stderr, /line 4, column Handle: the product of line 2 has the same address/);
    assert.equal(figureOf(end.stdout, 'pictures fetched'), 1, end.stdout);
    const { product } = await productOf('blue-shirt');
    assert.equal(product?.media.length, 1);
    assert.equal(product?.title, 'Blue shirt');
    assert.deepEqual(
      product?.variants.map(({ id }) => id),
      before?.variants.map(({ id }) => id),
    );
  } finally {
    server.close();
  }
});

test('a SKU of another product in the shop is left out and told', async () => {
  const row = { ...plainShirt, Handle: 'thief', Title: 'Thief', 'Variant SKU': 'TOP-M' };
  const end = await runImport([await fileOf(sampleFile([row]))], shop.env);
  assert.equal(end.exitCode, 0, end.stderr);
  assert.match(end.stderr, /line 2, column Variant SKU: "TOP-M" belongs to another product/);
  const { product } = await productOf('thief');
  assert.equal(product?.variants[0]?.sku, null);
});

test('files that cannot be imported give one clear sentence each', async () => {
  const cases: readonly [string | Buffer, RegExp][] = [
    ['', /^The file is empty\.\n$/],
    ['a,b\n1,2\n', /^This is no product export: the first line names no column Handle/],
    [Buffer.from([0, 1, 2, 3]), /^The file is not text but binary data\.\n$/],
    [`${sampleFile([plainShirt])}other,"half`, /line 3 is never closed\. The 0 products before it/],
  ];
  for (const [content, sentence] of cases) {
    const end = await runImport([await fileOf(content), '--dry-run'], shop.env);
    assert.equal(end.exitCode, 1);
    const own = end.stderr.split('\n').filter((line) => !line.startsWith('Columns that'));
    assert.match(own.join('\n'), sentence);
  }
  const missing = await runImport([join(folder, 'nothing.csv')], shop.env);
  assert.equal(missing.exitCode, 1);
  assert.match(missing.stderr, /nothing\.csv cannot be read: there is no such file\./);
  const path = await fileOf(sampleFile([plainShirt]));
  const yen = await runImport([path, '--currency', 'JPY'], shop.env);
  assert.equal(yen.exitCode, 1);
  assert.match(yen.stderr, /^The shop does not sell in JPY, only in EUR\.$/m);
  assert.equal((await runImport([], shop.env)).exitCode, 2);
  assert.equal((await runImport([path, '--nonsense'], shop.env)).exitCode, 2);
});

test('a killed import goes on where it was, and nothing is lost or double', async () => {
  const path = join(folder, 'long.csv');
  await writeProductFile(path, { products: 400 });
  const first = startImport([path, '--no-pictures'], shop.env);
  await waitFor(
    'some products to be written',
    async () => {
      const { status } = await productOf('generated-shoe-101');
      return status === 200;
    },
    patience,
  );
  first.child.kill('SIGKILL');
  assert.equal((await first.ended).exitCode, 'SIGKILL');

  const second = await runImport([path, '--no-pictures'], shop.env);
  assert.equal(second.exitCode, 0, second.stderr);
  const told = /Going on after product (\d+) \(line \d+\)/.exec(second.stderr)?.[1];
  assert.ok(Number(told) >= 75 && Number(told) < 400, second.stderr);
  const counted = outcome(second.stdout).reduce((sum, count) => sum + count, 0);
  assert.equal(counted, 400, second.stdout);

  const third = await runImport([path, '--no-pictures', '--fresh'], shop.env);
  assert.deepEqual(outcome(third.stdout), [0, 0, 400, 0]);
});

test('an import without a running shop starts PostgreSQL and ends it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'cartwright-import-alone-'));
  try {
    const env = { DATA_DIR: dataDir };
    const path = await fileOf(sampleFile(sampleRows));
    const end = await runImport([path, '--no-pictures'], env);
    assert.deepEqual(outcome(end.stdout), [4, 0, 0, 1], end.stderr);
    assert.equal((await readdir(join(dataDir, 'postgres'))).includes('postmaster.pid'), false);
    const again = await runImport([path, '--no-pictures'], env);
    assert.deepEqual(outcome(again.stdout), [0, 0, 4, 1]);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
