import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@cartwright/testing';
import pg from 'pg';
import { startFaultShop, underLoad } from './under-load.ts';

const services = ['accounts', 'cart', 'catalog', 'checkout', 'inventory', 'notifications'] as const;
const others = ['orders', 'payments', 'pricing'] as const;
const all = [...services, ...others];
const rewinds = 20;

test('events that are delivered again and again are applied once', async () => {
  const fault = await startFaultShop();
  try {
    await underLoad(fault, {}, async ({ moreOrders }) => {
      const client = await connect(await fault.adminUrl());
      try {
        const reached = new Map<string, number>();
        let redelivered = 0;
        let remembered = 0;
        for (let turn = 0; turn < rewinds; turn += 1) {
          redelivered += await rewindAll(client, reached);
          await delay(200);
          await moreOrders(5);
          // Every other rewind meets a subscription that is asked for each event already.
          if (turn % 2 === 0) continue;
          await returnToUsual(client, reached);
          await moreOrders(5);
          remembered += await countRemembered(client);
        }
        process.stdout.write(
          `${redelivered} events were delivered once more, after ${remembered} the usual way\n`,
        );
        assert.ok(redelivered > rewinds, 'nothing was delivered twice');
        assert.ok(remembered > rewinds, 'nothing was applied the usual way');
      } finally {
        await client.end();
      }
    });
    const client = await connect(await fault.adminUrl());
    try {
      await assertOneMailAnOrder(client);
      await assertNothingParked(client);
      await assertRememberedOnce(client);
    } finally {
      await client.end();
    }
  } finally {
    await fault.stop();
  }
});

async function connect(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  return client;
}

/**
 * Sets every subscription back by up to 40 events, as a subscriber that lost its place would. Notes
 * the furthest that each has ever reached: all before it may come again, also of earlier rewinds.
 */
async function rewindAll(client: pg.Client, furthest: Map<string, number>): Promise<number> {
  let rewound = 0;
  for (const service of all) {
    const { rows } = await client.query<{ publisher: string; reached: number; back: number }>(`
      update ${service}.subscription
      set position = greatest(0, subscription.position - 40)
      from (select publisher, position from ${service}.subscription for update) as before
      where before.publisher = subscription.publisher
      returning subscription.publisher, before.position::float8 as reached,
                (before.position - subscription.position)::integer as back
    `);
    for (const { publisher, reached, back } of rows) {
      const name = `${service} ${publisher}`;
      furthest.set(name, Math.max(furthest.get(name) ?? 0, reached));
      rewound += back;
    }
  }
  return rewound;
}

/** The position of every subscription, by subscriber and publisher. */
async function readPlaces(client: pg.Client): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  for (const service of all) {
    const { rows } = await client.query<{ publisher: string; position: number }>(
      `select publisher, position::float8 as position from ${service}.subscription`,
    );
    for (const { publisher, position } of rows) places.set(`${service} ${publisher}`, position);
  }
  return places;
}

/**
 * Once all that came again is behind it, a subscription needs to ask for no event any more. The
 * shop keeps asking until its memory is forgotten; here what comes next is applied the usual way,
 * remembered by batch, and the next rewind has to find it there.
 */
async function returnToUsual(client: pg.Client, before: Map<string, number>): Promise<void> {
  const isBack = async (): Promise<boolean> => {
    const now = await readPlaces(client);
    return [...before].every(([name, position]) => (now.get(name) ?? 0) >= position);
  };
  await waitFor('what came again to be read', isBack, { timeoutMs: 30_000 });
  for (const service of all)
    await client.query(`update ${service}.subscription set resumed_at = null`);
}

/** Events that were applied the usual way since the last rewind. */
async function countRemembered(client: pg.Client): Promise<number> {
  let remembered = 0;
  for (const service of all) {
    const { rows } = await client.query<{ count: number }>(
      `select coalesce(sum(cardinality(event_ids)), 0)::integer as count
       from ${service}.applied_batch`,
    );
    remembered += rows[0]?.count ?? 0;
  }
  return remembered;
}

async function assertOneMailAnOrder(client: pg.Client): Promise<void> {
  const count = async (text: string): Promise<number> =>
    Number((await client.query<{ count: string }>(text)).rows[0]?.count);
  const orders = await count('select count(*) from orders.orders');
  await waitFor(
    'a mail for every order',
    async () =>
      (await count(`select count(distinct about_id)
                    from notifications.mail
                    where kind = 'order-placed'`)) === orders,
    { timeoutMs: 60_000 },
  );
  assert.equal(
    await count(`select count(*) from notifications.mail where kind = 'order-placed'`),
    orders,
  );
}

async function assertNothingParked(client: pg.Client): Promise<void> {
  for (const service of all) {
    const parked = await client.query(`select type, last_error from ${service}.parked_event`);
    assert.deepEqual(parked.rows, [], service);
  }
}

/** Handlers can bear an event twice, so only the memory tells: then it has the event twice. */
async function assertRememberedOnce(client: pg.Client): Promise<void> {
  for (const service of all) {
    const twice = await client.query(`
      select publisher, event_id, count(*)::integer as times
      from (
        select publisher, event_id from ${service}.applied_event
        union all
        select publisher, unnest(event_ids) from ${service}.applied_batch
      ) as applied
      group by publisher, event_id
      having count(*) > 1
      limit 5
    `);
    assert.deepEqual(twice.rows, [], service);
  }
}
