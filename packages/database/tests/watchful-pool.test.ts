import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { createBatch } from '../src/batch.ts';
import { isDatabaseUnavailable } from '../src/database-errors.ts';
import { type OpenedDatabase, openDatabase } from '../src/open-database.ts';
import { transaction } from '../src/transaction.ts';

/** Stands between a pool and the server; while it is silent, nothing passes in either direction. */
async function startLine(target: URL) {
  const sockets = new Set<Socket>();
  const lost = new Set<Socket>();
  const line = { isSilent: false, passesMax: Number.POSITIVE_INFINITY };
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (line.isSilent || lost.has(from)) return;
        if (line.passesMax < data.length) for (const one of sockets) lost.add(one);
        to.write(data.subarray(0, line.passesMax));
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
    /** As a failover does: what is open now is lost without a word, a newcomer is answered. */
    loseOpen: () => {
      for (const socket of sockets) lost.add(socket);
    },
    /** The same in the middle of the next large answer. */
    loseWithinAnswerOf: (bytes: number) => {
      line.passesMax = bytes;
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

describe('a connection that dies without a word', () => {
  let database: TestDatabase<unknown>;
  let line: Awaited<ReturnType<typeof startLine>>;
  let opened: OpenedDatabase;
  beforeEach(async () => {
    database = await createTestDatabase('cart');
    line = await startLine(new URL(database.url));
    opened = openDatabase({
      url: line.url,
      schema: 'cart',
      connectionsMax: 3,
      applicationName: 'test-loss',
      statementTimeoutMs: 1_000,
    });
    // All of the pool's connections are made, and lie there.
    await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.1)`.execute(opened.db)));
  });
  afterEach(async () => {
    await opened.close();
    await line.close();
    await database.close();
  });

  test('holds nobody much longer than a statement may take, and no batch', async () => {
    const place = createBatch<number, number>({
      name: 'test.place',
      keyOf: String,
      run: async (members) => {
        await sql`select 1`.execute(opened.db);
        return new Map(members.map((member) => [String(member), member]));
      },
    });
    const startedMs = Date.now();
    line.loseOpen();
    const first = place(1);
    const late = place(2, Date.now() + 60_000);
    assert.equal(await first, 1, 'its repeat takes none of the other lost connections');
    assert.equal(await late, 2);
    const tookMs = Date.now() - startedMs;
    assert.ok(tookMs < 6_000, `${tookMs} ms`);
  });

  test('is known also when it dies in the middle of an answer', async () => {
    line.loseWithinAnswerOf(10_000);
    const startedMs = Date.now();
    const large = sql`select repeat('x', 1000000) as text`.execute(opened.db);
    await assert.rejects(large, isDatabaseUnavailable);
    const tookMs = Date.now() - startedMs;
    assert.ok(tookMs < 6_000, `${tookMs} ms`);
  });

  test('is not seen in a statement that was given more time', async () => {
    const slept = await transaction(
      opened.db,
      (tx) => sql<{ done: boolean }>`select true as done from pg_sleep(7)`.execute(tx),
      { statementTimeoutMs: 20_000 },
    );
    assert.deepEqual(slept.rows, [{ done: true }]);
  });

  test('is ended by the server too, so that its locks are free', async () => {
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting
      from pg_settings
      where name like 'tcp\\_%'
      order by name
    `.execute(opened.db);
    assert.deepEqual(
      rows.map(({ name, setting }) => `${name}=${setting}`),
      [
        'tcp_keepalives_count=3',
        'tcp_keepalives_idle=10',
        'tcp_keepalives_interval=5',
        'tcp_user_timeout=20000',
      ],
    );
  });
});

async function pids({ db }: OpenedDatabase): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pg_backend_pid() as pid
  `.execute(db);
  return rows.map(({ pid }) => pid);
}
