import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDatabase } from '@cartwright/database';
import { createTestDatabase } from '@cartwright/testing/test-database';
import { sql } from 'kysely';
import { isDatabaseUnavailable, wasNeverSent } from '../src/database-errors.ts';
import { runOnce } from '../src/statement.ts';

const database = await createTestDatabase<unknown>('inventory', { migrations: [] });
after(() => database.close());

const open = () =>
  openDatabase({
    url: database.url,
    schema: 'inventory',
    connectionsMax: 2,
    applicationName: 'test',
  });

test('closing ends every connection, whoever used the pool', async () => {
  const plain = open();
  await plain.pool.query('select 1');
  const built = open();
  await sql`select 1`.execute(built.db);
  for (const opened of [plain, built, open()]) {
    await opened.close();
    assert.equal(opened.pool.ended, true);
    assert.equal(opened.pool.totalCount, 0);
    await opened.close();
  }
});

test('who still asks when the pools are closed is told that nothing was done, for now', async () => {
  const used = open();
  await sql`select 1`.execute(used.db);
  for (const { db, close } of [used, open()]) {
    await close();
    for (const ask of [() => sql`select 1`.execute(db), () => runOnce(db, 'select 1', [])])
      await assert.rejects(ask, (error) => isDatabaseUnavailable(error) && wasNeverSent(error));
  }
});
