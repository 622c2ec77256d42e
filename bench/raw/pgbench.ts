import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The database's own limit for one order, on the very server that the shop uses. */
export interface Pgbench {
  /** Transactions a second. */
  measure: (o: { clients: number; seconds: number }) => Promise<number>;
}

/** Finds pgbench and lays out its tables in a database of its own. */
export async function preparePgbench(adminUrl: string): Promise<Pgbench> {
  const program = await findPgbench();
  const url = new URL(adminUrl);
  await withClient(adminUrl, async (client) => {
    await client.query('drop database if exists bench_limit');
    await client.query('create database bench_limit');
  });
  url.pathname = '/bench_limit';
  await withClient(url.href, async (client) => {
    await client.query(await readFile(here('limit-schema.sql'), 'utf8'));
  });
  return { measure: (o) => measure(program, url, o) };
}

async function measure(
  program: string,
  url: URL,
  o: { clients: number; seconds: number },
): Promise<number> {
  const threads = Math.min(2, o.clients);
  const { stdout } = await run(
    program,
    [
      ...['-n', '-M', 'prepared', '-c', String(o.clients), '-j', String(threads)],
      ...['-T', String(Math.max(1, Math.round(o.seconds)))],
      ...['-f', here('separate-statements.sql'), '-h', url.hostname, '-p', url.port],
      ...['-U', url.username, url.pathname.slice(1)],
    ],
    // By the environment, since arguments can be read by every user of the machine.
    { env: { PGPASSWORD: decodeURIComponent(url.password) } },
  );
  const tps = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
  if (!Number.isFinite(tps)) throw new Error(`pgbench told no rate:\n${stdout}`);
  return tps;
}

async function findPgbench(): Promise<string> {
  const candidates = ['/usr/bin/pgbench', '/usr/local/bin/pgbench', '/opt/homebrew/bin/pgbench'];
  for await (const file of glob('/usr/lib/postgresql/*/bin/pgbench')) candidates.unshift(file);
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined)
    throw new Error(
      'pgbench was not found. It measures the database’s own limit, which every ratio of orders needs: install it (Debian: apt-get install postgresql; macOS: brew install postgresql).',
    );
  return found;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
