import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import type pg from 'pg';
import { prepareFrequent } from './prepare-frequent.ts';
import { rememberPool } from './statement.ts';
import { typeParserFor } from './type-parsers.ts';
import { WatchfulPool } from './watchful-pool.ts';

export type Database<T = unknown> = Kysely<T>;
export type Tx<T = unknown> = Transaction<T>;

export interface DatabaseOptions {
  url: string;
  /** The service's own schema: first on the search path, so that SQL never names it. */
  schema: string;
  connectionsMax: number;
  /** Seen in `pg_stat_activity`: tells an operator which service holds a connection. */
  applicationName: string;
  /** Longest single statement. */
  statementTimeoutMs?: number;
  /** Longest wait for one row or advisory lock; below the statement time-out, so it tells why. */
  lockTimeoutMs?: number;
  /** `sets` where statements join many rows, as lists and search do; else `lookups`. */
  plans?: 'lookups' | 'sets';
  /** Told of connections that break while nobody waits on them. It must not throw. */
  onConnectionFault?: (error: Error) => void;
}

export interface OpenedDatabase<T = unknown> {
  db: Database<T>;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Holds the extensions that migrations rely on; every search path ends with it. */
export const extensionsSchema = 'extensions';

/**
 * Opens a pool that recovers by itself: a broken connection is dropped and made anew at the next
 * use. bigint arrives as number (it throws above 2^53), numeric and date as text, timestamptz as
 * Date. The time-outs fit a request with a deadline of 10 s: a wait for a lock ends first, with an
 * error that names it.
 */
export function openDatabase<T = unknown>(options: DatabaseOptions): OpenedDatabase<T> {
  const pool = new WatchfulPool({
    connectionString: options.url,
    statementTimeoutMs: statementTimeoutOf(options),
    max: options.connectionsMax,
    application_name: options.applicationName,
    // For a free connection, or for a new one to be made.
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: sessionOptions(options),
    types: { getTypeParser: typeParserFor },
  });
  // Without a listener an 'error' event ends the process. The pool listens to idle clients only:
  // one that is checked out, between two statements of a transaction, needs a listener of its own.
  const report = options.onConnectionFault ?? (() => undefined);
  pool.on('error', (error) => report(error));
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    prepareFrequent(client);
  });
  const db = new Kysely<T>({ dialect: new PostgresDialect({ pool }) });
  rememberPool(db, pool);
  const close = async (): Promise<void> => {
    await db.destroy();
    // Kysely ends only a pool that it has used; another would keep its process for half a minute.
    if (!pool.ending) await pool.end();
  };
  return { db, pool, close };
}

/**
 * A kept plan outlives the size that its tables had: one that was made when a table was empty would
 * read all of it when it has grown. So what a service asks is always found by an index, and where
 * statements name their rows by key, each row by its own look-up. Such a plan does not depend on
 * the values, so it is made once: PostgreSQL would plan anew for each short list of keys.
 */
const plans = {
  lookups: {
    enable_seqscan: 'off',
    enable_hashjoin: 'off',
    enable_mergejoin: 'off',
    plan_cache_mode: 'force_generic_plan',
    // What is asked for by key is in memory: with the usual costs, for a disk, a hundred look-ups
    // seem dearer than reading some thousand rows and dropping most.
    random_page_cost: 0.05,
    seq_page_cost: 0.05,
  },
  sets: { enable_seqscan: 'off' },
};

/**
 * A machine that vanishes says no farewell: its sessions, and the locks by which others know that
 * it lives, end within half a minute instead of two hours. Sockets without TCP take no notice.
 */
const vanishedPeers = {
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 20_000,
};

const statementTimeoutOf = (o: DatabaseOptions): number => o.statementTimeoutMs ?? 10_000;

function sessionOptions(options: DatabaseOptions): string {
  const settings = {
    search_path: `${options.schema},${extensionsSchema}`,
    statement_timeout: statementTimeoutOf(options),
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    // A transaction that sits still holds locks.
    idle_in_transaction_session_timeout: 15_000,
    ...plans[options.plans ?? 'lookups'],
    ...vanishedPeers,
    // Both pay for statements of seconds. Ours take milliseconds, and two workers 8 to start.
    jit: 'off',
    max_parallel_workers_per_gather: 0,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}
