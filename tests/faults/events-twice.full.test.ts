import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@cartwright/testing';
import pg from 'pg';
import { startFaultShop, underLoad } from './under-load.ts';

const services = ['accounts', 'cart', 'catalog', 'checkout', 'inventory', 'notifications'] as const;
const others = ['orders', 'payments', 'pricing'] as const;
const rewinds = 20;

test('events that are delivered again and again are applied once', async () => {
  const fault = await startFaultShop();
  try {
    await underLoad(fault, {}, async ({ moreOrders }) => {
      const client = await connect(await fault.adminUrl());
      try {
        let redelivered = 0;
        for (let turn = 0; turn < rewinds; turn += 1) {
          redelivered += await rewindAll(client);
          await delay(200);
          await moreOrders(5);
        }
        process.stdout.write(`${redelivered} events were delivered once more\n`);
        assert.ok(redelivered > rewinds, 'nothing was delivered twice');
      } finally {
        await client.end();
      }
    });
    const client = await connect(await fault.adminUrl());
    try {
      await assertOneMailAnOrder(client);
      await assertNothingParked(client);
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

/** Sets every subscription back by up to 40 events, as a subscriber that lost its place would. */
async function rewindAll(client: pg.Client): Promise<number> {
  let rewound = 0;
  for (const service of [...services, ...others]) {
    const { rows } = await client.query<{ back: number }>(`
      update ${service}.subscription
      set position = greatest(0, subscription.position - 40)
      from (select publisher, position from ${service}.subscription) as before
      where before.publisher = subscription.publisher
      returning (before.position - subscription.position)::integer as back
    `);
    for (const { back } of rows) rewound += back;
  }
  return rewound;
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
  for (const service of [...services, ...others]) {
    const parked = await client.query(`select type, last_error from ${service}.parked_event`);
    assert.deepEqual(parked.rows, [], service);
  }
}
