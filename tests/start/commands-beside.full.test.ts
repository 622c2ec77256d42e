import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import { runCommand, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import pg from 'pg';

test('commands beside a running shop leave its roles and tables as they are', async () => {
  const shop = await startTestShop();
  const found = await findRunningShop(shop.dataDir);
  const client = new pg.Client({ connectionString: found?.adminUrl });
  try {
    await client.connect();
    // Setting a password again, even the same one, salts it anew.
    const look = async () => {
      const { rows } = await client.query(
        `select rolname, rolpassword
         from pg_authid
         where rolname in ('orders', 'orders_owner', 'accounts')
         order by rolname`,
      );
      return rows;
    };
    const before = await look();
    assert.equal(before.length, 3);
    const key = ['api-key', 'create', '--name', 'beside', '--scopes', 'orders:read'];
    for (const args of [key, ['events', 'status'], ['jobs', 'status'], ['staff-link']]) {
      const { exitCode, output } = await runCommand(args, shop.env);
      assert.equal(exitCode, 0, output);
    }
    assert.deepEqual(await look(), before);
    const { output } = await runCommand(['events', 'status'], shop.env);
    assert.match(output, /^inventory <- orders: position \d+ of \d+, 0 parked$/m);
    await dropStuckThings(client, shop);
  } finally {
    await client.end();
    await shop.stop();
  }
});

/** What nobody will ever mend is ended by a command, once, and the audit log knows it. */
async function dropStuckThings(client: pg.Client, shop: TestShop): Promise<void> {
  const eventId = '01a10000-0000-7000-8000-000000000001';
  await client.query(
    `insert into inventory.parked_event
       (publisher, event_id, position, type, subject, data, occurred_at, tries, next_try_at)
     values ('orders', $1, 1, 'orders.order-placed.v1', 'stuck', '{}', now(), 8, null)`,
    [eventId],
  );
  await client.query(
    `insert into orders.event_reader (subscriber, position, read_at)
     values ('reports', 0, now() - interval '1 day')`,
  );
  const { rows } = await client.query<{ id: string }>(
    `insert into orders._private_jobs (task_id, payload, attempts, max_attempts)
     select id, '{}', 3, 3
     from orders._private_tasks
     where identifier = 'void-payment'
     returning id`,
  );
  const jobId = rows[0]?.id ?? '';
  const drops: [string[], RegExp][] = [
    [['events', 'drop', '--service', 'inventory', '--event', eventId], /is never applied/],
    [['events', 'drop', '--service', 'orders', '--subscriber', 'reports'], /no longer kept/],
    [['jobs', 'drop', '--service', 'orders', '--job', jobId], /void-payment: never runs again/],
  ];
  for (const [args, said] of drops) {
    const first = await runCommand(args, shop.env);
    assert.equal(first.exitCode, 0, first.output);
    assert.match(first.output, said);
    assert.equal((await runCommand(args, shop.env)).exitCode, 1, 'there is no second one');
  }
  const told = await waitFor('the audit log', async () => {
    const found = await client.query<{ action: string; subject: string }>(
      `select action, subject
       from accounts.audit_entry
       where action like '%-dropped'
       order by action`,
    );
    return found.rows.length === 3 ? found.rows : undefined;
  });
  assert.deepEqual(told, [
    { action: 'dead-letter-dropped', subject: eventId },
    { action: 'job-dropped', subject: jobId },
    { action: 'subscriber-dropped', subject: 'reports' },
  ]);
}
