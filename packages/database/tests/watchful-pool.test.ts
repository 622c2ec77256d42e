import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { isDatabaseUnavailable } from '../src/database-errors.ts';
import { type OpenedDatabase, openDatabase } from '../src/open-database.ts';

/** Stands between a pool and the server; while it is silent, nothing passes in either direction. */
async function startLine(target: URL) {
  const sockets = new Set<Socket>();
  const line = { isSilent: false };
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (!line.isSilent) to.write(data);
      });
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const url = new URL(target);
  url.port = String(address.port);
  return {
    url: url.href,
    fallSilent: () => {
      line.isSilent = true;
    },
    speakAgain: () => {
      line.isSilent = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a server that stands still', () => {
  let database: TestDatabase<unknown>;
  let line: Awaited<ReturnType<typeof startLine>>;
  let opened: OpenedDatabase;
  before(async () => {
    database = await createTestDatabase('cart');
    line = await startLine(new URL(database.url));
    opened = openDatabase({
      url: line.url,
      schema: 'cart',
      connectionsMax: 2,
      applicationName: 'test-silence',
    });
  });
  after(async () => {
    await opened.close();
    await line.close();
    await database.close();
  });

  test('a statement that is only slow is waited for', async () => {
    const { rows } = await sql<{ done: boolean }>`
      select true as done from pg_sleep(5)
    `.execute(opened.db);
    assert.deepEqual(rows, [{ done: true }]);
  });

  test('whoever waits is told within seconds, and the pool recovers by itself', async () => {
    await sql`select 1`.execute(opened.db);
    line.fallSilent();
    const startedMs = Date.now();
    await assert.rejects(sql`select 2`.execute(opened.db), isDatabaseUnavailable);
    const tookMs = Date.now() - startedMs;
    assert.ok(tookMs < 7_000, `${tookMs} ms`);
    const againMs = Date.now();
    await assert.rejects(sql`select 3`.execute(opened.db), isDatabaseUnavailable);
    assert.ok(Date.now() - againMs < 1_000, `the next one waited ${Date.now() - againMs} ms`);
    line.speakAgain();
    const { rows } = await waitFor('the pool to find back', () =>
      sql<{ four: number }>`select 4 as four`.execute(opened.db).catch(() => undefined),
    );
    assert.deepEqual(rows, [{ four: 4 }]);
  });

  test('a connection that asked nothing is left alone', async () => {
    const before = await pids(opened);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    assert.deepEqual(await pids(opened), before);
  });
});

async function pids({ db }: OpenedDatabase): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pg_backend_pid() as pid
  `.execute(db);
  return rows.map(({ pid }) => pid);
}
