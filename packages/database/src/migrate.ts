import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { isLockTimeout, isSerializationFault } from './database-errors.ts';
import { extensionsSchema } from './open-database.ts';
import { StartupProblem } from './startup-problem.ts';

interface MigrateOptions {
  /** Connects as the schema's owner. */
  ownerUrl: string;
  schema: string;
  /** In this order; files within a folder run in the order of their numbers. */
  folders: URL[];
  /**
   * Longest wait of a file for a table that others use, 3 s unless told: as long as it waits, all
   * that comes after it for that table waits too, and a shop stands still.
   */
  lockTimeoutMs?: number;
  /** Longest wait for another process that migrates the same schema; a minute unless told. */
  turnTimeoutMs?: number;
}

/** How often a file meets a long transaction or a deadlock; others go on in the pauses between. */
const lockTries = 3;
const lockPauseMs = 1_000;

interface Migration {
  /** `inventory/0001-create-stock.sql`: the folder's package or service, and the file. */
  name: string;
  text: string;
  checksum: string;
}

/** Tables that every service's schema has: migrate them before the service's own. */
export const platformMigrations = new URL('../migrations/', import.meta.url);

/**
 * Brings a schema up to date: files `NNNN-name.sql`, forward only, each in a transaction of its
 * own together with its record, so that a failed one leaves nothing. Two at once queue up behind
 * an advisory lock. Returns the names of the files that ran now.
 * Records of files that are unknown here are left alone: a newer version may have run before.
 * @throws StartupProblem when a file fails or was changed after it ran, when a table stays in use,
 * or when another process migrates for too long.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folders);
  const client = await connect(options);
  try {
    await takeTurn(client, options);
    await client.query(`set lock_timeout = ${options.lockTimeoutMs ?? 3_000}`);
    await createRecordTable(client, options.schema);
    const pending = pendingOf(migrations, await readRecords(client));
    for (const migration of pending) await runWithPatience(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Names of the files that have not run in this schema; empty means that it is new enough. */
export async function pendingMigrations(options: {
  url: string;
  schema: string;
  folders: URL[];
}): Promise<string[]> {
  const migrations = await readMigrations(options.folders);
  const client = await connect({ ...options, ownerUrl: options.url });
  try {
    const table = await client.query<{ found: boolean }>(
      `select to_regclass('schema_migration') is not null as found`,
    );
    const records = table.rows[0]?.found === true ? await readRecords(client) : new Map();
    return pendingOf(migrations, records).map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function connect(options: MigrateOptions): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: `cartwright-migrate-${options.schema}`,
    options: `-c search_path=${options.schema},${extensionsSchema}`,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function readMigrations(folders: URL[]): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const folder of folders) {
    const path = fileURLToPath(folder).replace(/[\\/]$/, '');
    const files = (await readdir(path)).filter((file) => file.endsWith('.sql')).sort();
    for (const file of files) {
      if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(file)) {
        throw new Error(`The migration ${file} in ${path} is not named NNNN-what-it-does.sql`);
      }
      // A checkout on Windows may turn line ends; that must not look like a change.
      const text = (await readFile(`${path}/${file}`, 'utf8')).replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(text).digest('hex');
      migrations.push({ name: `${basename(dirname(path))}/${file}`, text, checksum });
    }
  }
  return migrations;
}

/** The runtime role may read the records, to know whether the schema is new enough. */
async function createRecordTable(client: pg.Client, schema: string): Promise<void> {
  await client.query(`
    create table if not exists schema_migration (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default clock_timestamp()
    );
    do $$
    begin
      if current_user <> '${schema}'
      and exists (select from pg_roles where rolname = '${schema}') then
        revoke insert, update, delete on schema_migration from "${schema}";
      end if;
    end $$;
  `);
}

async function readRecords(client: pg.Client): Promise<Map<string, string>> {
  const records = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migration',
  );
  return new Map(records.rows.map((record) => [record.name, record.checksum]));
}

function pendingOf(migrations: Migration[], records: Map<string, string>): Migration[] {
  for (const { name, checksum } of migrations) {
    const recorded = records.get(name);
    if (recorded !== undefined && recorded !== checksum) {
      throw new StartupProblem(
        `The migration ${name} was changed after it ran: restore the file, and write the change as a new one.`,
      );
    }
  }
  return migrations.filter((migration) => !records.has(migration.name));
}

/** Waits for another process that migrates the same schema; the turn ends with the session. */
async function takeTurn(client: pg.Client, options: MigrateOptions): Promise<void> {
  await client.query(`set lock_timeout = ${options.turnTimeoutMs ?? 60_000}`);
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [
      `cartwright-migrate:${options.schema}`,
    ]);
  } catch (cause) {
    if (!isLockTimeout(cause)) throw cause;
    throw new StartupProblem(
      `Another process has been migrating ${options.schema} for too long: let it end, or end it, and migrate again.`,
      { cause },
    );
  }
}

async function runWithPatience(client: pg.Client, migration: Migration): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run(client, migration);
      return;
    } catch (error) {
      if (!isMetByOthers(error)) throw failed(migration, error);
      if (tries === lockTries)
        throw new StartupProblem(
          `The migration ${migration.name} needs a table that another session keeps in use; nothing of it was done. Look for long transactions in pg_stat_activity, then migrate again.`,
          { cause: error },
        );
      await delay(lockPauseMs);
    }
  }
}

/** The wait for a lock was given up, or others waited for the locks of the file meanwhile. */
const isMetByOthers = (error: unknown): boolean =>
  isLockTimeout(error) || isSerializationFault(error);

async function run(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.text);
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

function failed({ name }: Migration, cause: unknown): StartupProblem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartupProblem(
    `The migration ${name} failed (${reason}), and those before it stay: mend what PostgreSQL names, or go back to the version that ran before, then try again.`,
    { cause },
  );
}
