import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRunningShop } from '@cartwright/database';
import { runCommand, startTestShop } from '@cartwright/testing';
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
  } finally {
    await client.end();
    await shop.stop();
  }
});
