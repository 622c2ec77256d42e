import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContractError } from '@cartwright/contract';
import { renderMetrics } from '@cartwright/telemetry';
import { createReadCache, type ReadCache } from '../src/index.ts';
import { answerOf, heldLoader, loadedOf, settle } from './answers.ts';

const megabyte = 1024 * 1024;
const cacheOf = (bytesMax = megabyte): ReadCache =>
  createReadCache({ bytesMax, logs: ['catalog'] });
const textOf = (answer: { body: string | Buffer } | undefined): string | undefined =>
  answer?.body.toString().trimEnd();

/** A cache that keeps what it is asked for under `key` next, since it was asked for it before. */
async function cacheThatKnows(key: string, bytesMax = megabyte): Promise<ReadCache> {
  const cache = cacheOf(bytesMax);
  await cache.get(key, async () => loadedOf('before', ['before']));
  return cache;
}

/** Of all caches of this process. */
async function bytesKept(): Promise<number> {
  const { body } = await renderMetrics();
  return Number(/^cartwright_cache_bytes (\d+)/m.exec(body)?.[1]);
}

test('an answer is loaded once and then kept until one of its tags ends', async () => {
  const cache = await cacheThatKnows('a');
  let version = 0;
  const load = async () => loadedOf(`version ${++version}`, ['products', 'product/1']);
  assert.equal(textOf(await cache.get('a', load)), 'version 1');
  assert.equal(textOf(await cache.get('a', load)), 'version 1');
  cache.end(['product/2']);
  assert.equal(textOf(cache.find('a')), 'version 1');
  cache.end(['product/1']);
  assert.equal(cache.find('a'), undefined);
  assert.equal(textOf(await cache.get('a', load)), 'version 2');
});

test('all who ask while an answer is loaded wait for one load', async () => {
  const cache = cacheOf();
  const loader = heldLoader();
  const asked = Promise.all(Array.from({ length: 50 }, () => cache.get('a', loader.load)));
  await settle();
  assert.equal(loader.count(), 1);
  loader.give(0, loadedOf('once', []));
  assert.deepEqual(new Set((await asked).map(textOf)), new Set(['once']));
});

test('what changed while it was loaded is not kept', async () => {
  const cache = await cacheThatKnows('a');
  const loader = heldLoader();
  const first = cache.get('a', loader.load);
  await settle();
  cache.end(['product/1']);
  loader.give(0, loadedOf('old', ['product/1']));
  assert.equal(textOf(await first), 'old', 'it was asked before the change');
  assert.equal(cache.find('a'), undefined);
});

test('whoever asks after a change does not get what was being loaded before it', async () => {
  const cache = cacheOf();
  const loader = heldLoader();
  const before = cache.get('a', loader.load);
  await settle();
  cache.end(['product/1']);
  const after = [cache.get('a', loader.load), cache.get('a', loader.load)];
  await settle();
  loader.give(0, loadedOf('old', ['product/1']));
  await settle();
  assert.equal(loader.count(), 2, 'both wait for one new load');
  loader.give(1, loadedOf('new', ['product/1']));
  assert.equal(textOf(await before), 'old');
  assert.deepEqual((await Promise.all(after)).map(textOf), ['new', 'new']);
  assert.equal(textOf(cache.find('a')), 'new');
});

test('a change of something else while it is loaded costs no second load', async () => {
  const cache = await cacheThatKnows('a');
  const loader = heldLoader();
  const before = cache.get('a', loader.load);
  await settle();
  cache.end(['product/2']);
  const after = cache.get('a', loader.load);
  await settle();
  loader.give(0, loadedOf('one', ['product/1']));
  assert.deepEqual((await Promise.all([before, after])).map(textOf), ['one', 'one']);
  assert.equal(loader.count(), 1);
  assert.equal(textOf(cache.find('a')), 'one');
});

test('a refusal reaches all who wait and is not kept', async () => {
  const cache = cacheOf();
  const loader = heldLoader();
  const asked = [cache.get('a', loader.load), cache.get('a', loader.load)];
  await settle();
  loader.fail(0, new Error('not found'));
  for (const one of await Promise.allSettled(asked)) assert.equal(one.status, 'rejected');
  assert.equal(textOf(await cache.get('a', async () => loadedOf('there', []))), 'there');
});

test('a refusal from before a change is not given to who asks after it', async () => {
  const cache = cacheOf();
  const loader = heldLoader();
  const before = cache.get('a', loader.load);
  await settle();
  cache.end(['product-at/new']);
  const after = cache.get('a', loader.load);
  await settle();
  loader.fail(0, new Error('not found'));
  await assert.rejects(before, /not found/);
  await settle();
  loader.give(1, loadedOf('created', []));
  assert.equal(textOf(await after), 'created');
});

test('that one client asks too often is not answered to others who wait', async () => {
  const cache = cacheOf();
  const loader = heldLoader();
  const flooding = cache.get('a', loader.load);
  const other = cache.get('a', loader.load);
  await settle();
  loader.fail(0, new ContractError('too-many-requests'));
  await assert.rejects(flooding, /too-many-requests/);
  await settle();
  loader.give(1, loadedOf('for the other', []));
  assert.equal(textOf(await other), 'for the other');
});

test('an answer without tags is given to its asker alone', async () => {
  const cache = cacheOf();
  const loader = heldLoader();
  const asked = [cache.get('a', loader.load), cache.get('a', loader.load)];
  await settle();
  loader.give(0, loadedOf('for the first', undefined));
  await settle();
  loader.give(1, loadedOf('for the second', undefined));
  assert.deepEqual((await Promise.all(asked)).map(textOf), ['for the first', 'for the second']);
  assert.equal(cache.find('a'), undefined);
});

test('who asks anew gets neither a kept answer nor one that is being loaded', async () => {
  const cache = await cacheThatKnows('a');
  const loader = heldLoader();
  await cache.get('a', async () => loadedOf('kept', []));
  const anew = cache.get('a', loader.load, { isAnew: true });
  const again = cache.get('a', loader.load, { isAnew: true });
  await settle();
  assert.equal(loader.count(), 2);
  loader.give(1, loadedOf('second', []));
  assert.equal(textOf(await again), 'second');
  loader.give(0, loadedOf('first', []));
  assert.equal(textOf(await anew), 'first');
  assert.equal(textOf(cache.find('a')), 'second', 'the newer load is kept');
});

test('memory stays below the limit, and what was used last stays longest', async () => {
  const before = await bytesKept();
  const cache = cacheOf(100_000);
  const load = (key: string) =>
    cache.get(key, async () => ({ answer: answerOf(key, 2_000), tags: [key] }));
  for (let index = 0; index < 200; index += 1) {
    await load(`key ${index}`);
    await load(`key ${index}`);
    await load('key 0');
    assert.ok(cache.find('key 0'), `key 0 was pushed out at ${index}`);
  }
  assert.equal(cache.find('key 1'), undefined);
  const bytes = (await bytesKept()) - before;
  assert.ok(bytes > 50_000 && bytes <= 100_000, `${bytes} bytes`);
  cache.close();
});

test('what was asked for twice is kept, and nothing that was asked for once', async () => {
  const cache = cacheOf(100_000);
  const load = (key: string) => cache.get(key, async () => loadedOf(key, ['all', key]));
  for (let index = 0; index < 10; index += 1) {
    await load(`looked at ${index}`);
    await load(`looked at ${index}`);
  }
  cache.addAlias('looked at 3', '/three');
  for (let index = 0; index < 200; index += 1) await load(`made up ${index}`);
  assert.equal(cache.find('made up 199'), undefined);
  for (let index = 0; index < 10; index += 1) assert.ok(cache.find(`looked at ${index}`));
  cache.end(['looked at 3']);
  assert.equal(cache.findByAlias('/three'), undefined, 'its tags went with it');
  await load('looked at 3');
  assert.ok(cache.find('looked at 3'), 'it is known after a change');
  cache.end(['all']);
  assert.equal(cache.find('looked at 0'), undefined);
});

test('what somebody else waits for is kept at once', async () => {
  const cache = cacheOf();
  const loader = heldLoader();
  const asked = [cache.get('a', loader.load), cache.get('a', loader.load)];
  await settle();
  loader.give(0, loadedOf('one', []));
  await Promise.all(asked);
  assert.equal(textOf(cache.find('a')), 'one');
});

test('a made-up address of any length is not remembered', async () => {
  const cache = cacheOf();
  const key = 'x'.repeat(5_000);
  for (let time = 0; time < 3; time += 1) await cache.get(key, async () => loadedOf('one', []));
  assert.equal(cache.find(key), undefined);
});

test('an answer that would take more than an eighth of the memory is not kept', async () => {
  const cache = await cacheThatKnows('a', 100_000);
  const large = { answer: answerOf('large', 20_000), tags: ['large'] };
  assert.equal(textOf(await cache.get('a', async () => large)), 'large');
  assert.equal(cache.find('a'), undefined);
  cache.end(['large']);
});

test('without memory every answer is loaded by whoever asks', async () => {
  const cache = cacheOf(0);
  const loader = heldLoader();
  const asked = [cache.get('a', loader.load), cache.get('a', loader.load)];
  await settle();
  assert.equal(loader.count(), 2);
  loader.give(0, loadedOf('one', []));
  loader.give(1, loadedOf('two', []));
  assert.deepEqual((await Promise.all(asked)).map(textOf), ['one', 'two']);
});

test('an alias finds its answer until that ends', async () => {
  const cache = await cacheThatKnows('a');
  await cache.get('a', async () => loadedOf('one', ['product/1']));
  cache.addAlias('a', '/products?limit=24');
  cache.addAlias('unknown', '/products');
  assert.equal(textOf(cache.findByAlias('/products?limit=24')), 'one');
  assert.equal(cache.findByAlias('/products'), undefined);
  cache.end(['product/1']);
  assert.equal(cache.findByAlias('/products?limit=24'), undefined);
  await cache.get('a', async () => loadedOf('two', ['product/1']));
  assert.equal(cache.findByAlias('/products?limit=24'), undefined, 'it has to be named again');
});

test('an alias that is long, or one of too many, is not remembered', async () => {
  const cache = await cacheThatKnows('a');
  await cache.get('a', async () => loadedOf('one', []));
  cache.addAlias('a', 'x'.repeat(10_000));
  for (let index = 0; index < 100; index += 1) cache.addAlias('a', `alias ${index}`);
  const found = Array.from({ length: 100 }, (_, index) => cache.findByAlias(`alias ${index}`));
  assert.equal(found.filter((one) => one !== undefined).length, 4);
  assert.equal(cache.findByAlias('x'.repeat(10_000)), undefined);
});

test('an answer is used for two seconds only while nobody confirms its logs', async (t) => {
  const cache = await cacheThatKnows('a');
  let now = 1_000_000;
  t.mock.method(performance, 'now', () => now);
  await cache.get('a', async () => loadedOf('one', []));
  now += 1_900;
  assert.equal(textOf(cache.find('a')), 'one');
  now += 200;
  assert.equal(cache.find('a'), undefined);
  cache.confirm('catalog', now - 100);
  assert.equal(textOf(cache.find('a')), 'one');
});

test('a change of ten thousand things during a load ends it, whatever it shows', async () => {
  const cache = await cacheThatKnows('a');
  const loader = heldLoader();
  const asked = cache.get('a', loader.load);
  await settle();
  for (let index = 0; index < 10_001; index += 1) cache.end([`product/${index}`]);
  loader.give(0, loadedOf('one', ['store']));
  await asked;
  assert.equal(cache.find('a'), undefined);
});
