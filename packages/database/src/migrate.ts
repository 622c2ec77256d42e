import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { extensionsSchema } from './open-database.ts';

export interface MigrateOptions {
  /** Connects as the schema's owner. */
  ownerUrl: string;
  schema: string;
  /** In this order; files within a folder run in the order of their numbers. */
  folders: URL[];
}

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
 * @throws Error when a file that ran already was changed, or when a file fails.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folders);
  const client = await connect(options);
  try {
    // Waits for another process that migrates the same schema; ends with the session.
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [
      `cartwright-migrate:${options.schema}`,
    ]);
    await createRecordTable(client, options.schema);
    const pending = pendingOf(migrations, await readRecords(client));
    for (const migration of pending) await run(client, migration);
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
      throw new Error(
        `The migration ${name} was changed after it ran: restore the file, and write the change as a new one`,
      );
    }
  }
  return migrations.filter((migration) => !records.has(migration.name));
}

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
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${migration.name} failed: ${reason}`, { cause: error });
  }
}
