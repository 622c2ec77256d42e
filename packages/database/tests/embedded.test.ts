import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type EmbeddedServer,
  findRunningShop,
  openDatabase,
  StartupProblem,
  startEmbedded,
  transaction,
} from '@cartwright/database';
import { waitFor } from '@cartwright/testing/wait';
import { sql } from 'kysely';
import { findBinaries, readableBinaries } from '../src/embedded/binaries.ts';
import { startServer } from '../src/embedded/cluster.ts';
import { runProgram } from '../src/embedded/run-program.ts';
import { serverUser } from '../src/embedded/server-user.ts';

let dataDir: string;
let servers: EmbeddedServer[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cartwright-embedded-'));
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  servers = [];
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir });
  servers.push(server);
  return server;
}

async function stop(server: EmbeddedServer): Promise<void> {
  servers = servers.filter((other) => other !== server);
  await server.stop();
}

async function query(server: EmbeddedServer, statement: string): Promise<unknown[]> {
  const opened = openDatabase({
    url: server.adminUrl,
    schema: 'public',
    connectionsMax: 1,
    applicationName: 'test',
  });
  try {
    return (await sql.raw(statement).execute(opened.db)).rows;
  } finally {
    await opened.close();
  }
}

/** Another shop on the same data folder, in its own process. */
async function startOther(what: 'server' | 'claim'): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('./hold-server.ts', import.meta.url));
  const child = spawn(process.execPath, [program, dataDir, what], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const postmasterPid = async (): Promise<number> =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

/** A process that ended stays in the list until its parent collects it. */
const isRunning = (pid: number): boolean => {
  const found = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return found.stdout.trim() !== '' && !found.stdout.startsWith('Z');
};

const refusedWith = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StartupProblem, String(error));
  assert.match(error.message, pattern);
  return true;
};

test('keeps data, port and password over a clean stop, and leaves no process', async () => {
  const first = await start();
  await query(first, 'create table kept (id integer)');
  const pid = await postmasterPid();
  await stop(first);
  assert.equal(isRunning(pid), false);
  assert.equal(await findRunningShop(dataDir), undefined);
  const second = await start();
  assert.equal(second.adminUrl, first.adminUrl);
  assert.equal(second.wasAdopted, false);
  assert.deepEqual(await query(second, 'select id from kept'), []);
});

test('is durable, listens on loopback only and wants a password', async () => {
  const server = await start();
  const settings = await query(
    server,
    `select name, setting
     from pg_settings
     where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses',
                    'unix_socket_directories', 'password_encryption', 'TimeZone')
     order by name`,
  );
  assert.deepEqual(settings, [
    { name: 'TimeZone', setting: 'UTC' },
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'password_encryption', setting: 'scram-sha-256' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'unix_socket_directories', setting: '' },
  ]);
  const address = new URL(server.adminUrl);
  address.password = 'guessed';
  const guessed = query({ ...server, adminUrl: address.href }, 'select 1');
  await assert.rejects(guessed, /password authentication failed/);
  for (const file of ['credentials.json', 'running.json']) {
    assert.equal((await stat(join(dataDir, file))).mode & 0o777, 0o600, file);
  }
});

test('takes over the server that a killed shop left running', async () => {
  const other = await startOther('server');
  const pid = await postmasterPid();
  await kill(other);
  const server = await start();
  assert.equal(server.wasAdopted, true);
  assert.equal(await postmasterPid(), pid);
  assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }]);
});

test('waits for a server that was left in its recovery, and does not stop it', async (t) => {
  await stop(await start());
  const folder = join(dataDir, 'postgres');
  const user = await serverUser();
  const binaries = await readableBinaries(await findBinaries(), user, dataDir);
  // Recovers until it is promoted, and says to whoever comes that it is starting.
  await writeFile(join(folder, 'standby.signal'), '', { mode: 0o666 });
  await appendFile(join(folder, 'postgresql.auto.conf'), 'hot_standby = off\n');
  await startServer({ dataDir, folder, binaries, user });
  const pid = await postmasterPid();
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const starting = start();
  starting.catch(() => undefined);
  await delay(1_500);
  for (let looks = 0; looks < 8; looks += 1) {
    t.mock.timers.tick(25_000);
    await delay(600);
  }
  await runProgram(binaries.pgCtl, ['promote', '-D', folder], user);
  assert.equal((await starting).wasAdopted, true);
  assert.equal(await postmasterPid(), pid);
});

test('starts after shop and server were killed together', async () => {
  const other = await startOther('server');
  process.kill(await postmasterPid(), 'SIGKILL');
  await kill(other);
  const server = await start();
  assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }]);
});

test('starts a killed server again while the shop runs, and pools recover', async () => {
  const server = await start();
  const opened = openDatabase({
    url: server.adminUrl,
    schema: 'public',
    connectionsMax: 3,
    applicationName: 'test',
  });
  try {
    await sql`create table kept (id integer)`.execute(opened.db);
    const cut = transaction(opened.db, async (tx) => {
      await sql`insert into kept (id) values (1)`.execute(tx);
      const pid = await postmasterPid();
      process.kill(pid, 'SIGKILL');
      await sql`select pg_sleep(5)`.execute(tx);
    });
    await assert.rejects(cut);
    const rows = await waitFor(
      'an answer of the server that was started again',
      () =>
        sql`select id from kept`.execute(opened.db).then(
          (found) => found.rows,
          () => undefined,
        ),
      { timeoutMs: 30_000 },
    );
    assert.deepEqual(rows, []);
    await transaction(opened.db, (tx) => sql`insert into kept (id) values (2)`.execute(tx));
  } finally {
    await opened.close();
  }
});

test('refuses a second shop on the same data, and says which process holds it', async () => {
  await start();
  await assert.rejects(
    startEmbedded({ dataDir }),
    refusedWith(new RegExp(`process ${process.pid}\\) is running on the data folder`)),
  );
});

test('lets one of several shops that start at once have the data', async () => {
  const other = await startOther('claim');
  await kill(other);
  const outcomes = await Promise.allSettled([start(), start(), start()]);
  assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
});

test('refuses a copy that was made of a running shop, and leaves that shop alone', async () => {
  const server = await start();
  const copy = await mkdtemp(join(tmpdir(), 'cartwright-copy-'));
  try {
    await cp(dataDir, copy, { recursive: true });
    // As the copying tool of an administrator keeps them.
    spawnSync('chown', ['-R', '--reference', join(dataDir, 'postgres'), join(copy, 'postgres')]);
    await chmod(copy, 0o711);
    // A command must not take the shop that the copied file names for the one of this folder.
    assert.equal(await findRunningShop(copy), undefined);
    await assert.rejects(
      startEmbedded({ dataDir: copy }),
      refusedWith(/was copied from .* while it ran there \(process \d+\)/),
    );
    assert.deepEqual(await query(server, 'select 1 as alive'), [{ alive: 1 }]);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

test('does not mistake another process with a killed shop’s id for that shop', async () => {
  await writeFile(
    join(dataDir, 'running.json'),
    JSON.stringify({ pid: process.pid, processStart: 'long ago', token: 'x', details: {} }),
  );
  await start();
});

test('tells a command beside it where the shop is', async () => {
  const server = await start();
  await server.publish({ address: 'http://127.0.0.1:8080' });
  const shop = await findRunningShop(dataDir);
  assert.equal(shop?.pid, process.pid);
  assert.equal(shop?.adminUrl, server.adminUrl);
  assert.equal(shop?.details.address, 'http://127.0.0.1:8080');
});

test('refuses the data of another major version and leaves it alone', async () => {
  await stop(await start());
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
  await assert.rejects(
    startEmbedded({ dataDir }),
    refusedWith(/made by PostgreSQL 17 .* brings PostgreSQL 18: take a backup/),
  );
  assert.equal(await findRunningShop(dataDir), undefined);
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18\n');
  await start();
});

test('refuses a data folder of which a part is missing', async () => {
  await stop(await start());
  await rm(join(dataDir, 'postgres', 'PG_VERSION'));
  await assert.rejects(startEmbedded({ dataDir }), refusedWith(/PG_VERSION is missing.*restore/));
});

test('refuses a data folder that is a file', async () => {
  const file = join(dataDir, 'file');
  await writeFile(file, '');
  await assert.rejects(startEmbedded({ dataDir: file }), refusedWith(/is not a folder/));
});

test('refuses a data folder that cannot be written', async () => {
  // /proc takes no files from anybody, root included.
  const target = process.platform === 'linux' ? '/proc/cartwright' : dataDir;
  if (target === dataDir) await chmod(dataDir, 0o500);
  await assert.rejects(startEmbedded({ dataDir: target }), refusedWith(/cannot be written/));
  await chmod(dataDir, 0o700);
});

test('under root, refuses a data folder that its database user cannot reach', {
  skip: process.getuid?.() !== 0,
}, async () => {
  // mkdtemp makes the folder with mode 700: nobody else may pass through it.
  await assert.rejects(
    startEmbedded({ dataDir: join(dataDir, 'below') }),
    refusedWith(/who may not enter .*: set DATA_DIR/),
  );
});

test('says what to do when the password file is lost', async () => {
  await stop(await start());
  await rm(join(dataDir, 'credentials.json'));
  await assert.rejects(startEmbedded({ dataDir }), refusedWith(/restore that file from a backup/));
});

test('moves to another port when its own was taken while it was stopped', async () => {
  const first = await start();
  await stop(first);
  const intruder = createServer();
  intruder.listen(first.port, '127.0.0.1');
  await once(intruder, 'listening');
  try {
    const second = await start();
    assert.notEqual(second.port, first.port);
    assert.deepEqual(await query(second, 'select 1 as one'), [{ one: 1 }]);
  } finally {
    intruder.close();
  }
});
