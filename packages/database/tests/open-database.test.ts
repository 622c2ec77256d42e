import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDatabase } from '@cartwright/database';
import { createTestDatabase } from '@cartwright/testing/test-database';
import { sql } from 'kysely';

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
