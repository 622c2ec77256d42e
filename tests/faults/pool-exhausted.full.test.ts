import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@cartwright/testing';
import pg from 'pg';
import { isReady } from './processes.ts';
import { repliesBetween, startFaultShop, underLoad } from './under-load.ts';

/** Of the embedded server. */
const connectionsMax = 100;
const heldMs = 12_000;
/** A wait for the lock and one for a connection (5 s each), and what a loaded machine adds. */
const refusedWithinMs = 15_000;

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('connections run out while shoppers check out', { concurrency: 2 }, () => {
  test('every connection of a service waits for a lock: shoppers are told, and go on', async () => {
    const fault = await startFaultShop();
    try {
      await underLoad(fault, { size: 24 }, async ({ replies, moreOrders }) => {
        const client = await connect(await fault.adminUrl());
        const fromMs = Date.now();
        await client.query('begin');
        await client.query('lock table checkout.checkout_attempt in access exclusive mode');
        await delay(heldMs);
        await client.query('rollback');
        await client.end();
        const toMs = Date.now();
        await moreOrders(1);
        const during = repliesBetween(replies, { fromMs, toMs });
        const refused = during.filter(({ status }) => status === 503);
        assert.ok(refused.length > 0, 'nobody was refused while the table was locked');
        const slowest = Math.max(...during.map(({ tookMs }) => tookMs));
        process.stdout.write(`${refused.length} refused, the slowest answer took ${slowest} ms\n`);
        assert.ok(slowest < refusedWithinMs, `${slowest} ms`);
      });
    } finally {
      await fault.stop();
    }
  });

  test('the server has no connection left: shoppers are told, and the shop finds back', async () => {
    const fault = await startFaultShop();
    const [shop] = fault.shops;
    try {
      await underLoad(fault, {}, async ({ replies, moreOrders }) => {
        const taken = await takeAllConnections(await fault.adminUrl());
        const fromMs = Date.now();
        try {
          await waitFor('the shop to miss its database', async () => !(await isReady(shop.url)));
          await delay(5_000);
        } finally {
          for (const client of taken) await client.end();
        }
        const toMs = Date.now();
        await waitFor('the shop to be ready', () => isReady(shop.url));
        await moreOrders(1);
        const during = repliesBetween(replies, { fromMs: fromMs + 500, toMs: toMs - 500 });
        assert.ok(during.length > 0, 'nobody asked meanwhile');
        for (const { status, code } of during) assert.equal(status, 503, code);
      });
    } finally {
      await fault.stop();
    }
  });
});

/** Ends the shop's sessions and takes every place, also those kept for a superuser. */
async function takeAllConnections(adminUrl: string): Promise<pg.Client[]> {
  const taken = [await connect(adminUrl)];
  const [first] = taken;
  for (let tries = 0; tries < 20; tries += 1) {
    await first?.query(`
      select pg_terminate_backend(pid)
      from pg_stat_activity
      where application_name like 'cartwright-%'
    `);
    const more = await Promise.allSettled(
      Array.from({ length: connectionsMax }, () => connect(adminUrl)),
    );
    const got = more.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    taken.push(...got);
    const left = await first?.query<{ count: string }>(`
      select count(*)
      from pg_stat_activity
      where application_name like 'cartwright-%'
    `);
    if (Number(left?.rows[0]?.count) === 0) return taken;
  }
  for (const client of taken) await client.end();
  throw new Error('the shop kept a connection');
}
