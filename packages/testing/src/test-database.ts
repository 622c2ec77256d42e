import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@cartwright/config';
import {
  type Credentials,
  type EmbeddedServer,
  migrate,
  migrationFoldersOf,
  type OpenedDatabase,
  openDatabase,
  provision,
  type ServiceAddress,
  startEmbedded,
} from '@cartwright/database';
import { installJobSchema } from '@cartwright/jobs';
import { sql } from 'kysely';

/** Superuser address of the server that one run of the tests shares. */
export const sharedServerVariable = 'TEST_DATABASE_URL';

/**
 * All tests of a server share its roles, so their passwords must be the same in every process.
 * The server listens on loopback and lives as long as the run.
 */
const testCredentials: Credentials = { passwordOf: async (role) => `test-${role}` };

let ownServer: Promise<EmbeddedServer & { folder: string }> | undefined;

async function startOwnServer(): Promise<EmbeddedServer & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-test-'));
  const server = await startEmbedded({ dataDir: folder, durability: 'none', sharedBuffersMb: 128 });
  return { ...server, folder };
}

let holders = 0;

/**
 * Superuser address of a real PostgreSQL for tests, and what gives it back: the shared server of
 * the run, or one of this process's own that stops when the last holder releases it. Its
 * `fsync` is off: tests of crashes start a server of their own.
 */
export async function useTestServer(): Promise<{
  adminUrl: string;
  /** Other processes use it as well. */
  isShared: boolean;
  release(): Promise<void>;
}> {
  const shared = environment()[sharedServerVariable];
  if (shared !== undefined && shared !== '') {
    return { adminUrl: shared, isShared: true, release: async () => undefined };
  }
  holders += 1;
  ownServer ??= startOwnServer();
  const server = await ownServer;
  let isReleased = false;
  return {
    adminUrl: server.adminUrl,
    isShared: false,
    release: async () => {
      if (isReleased) return;
      isReleased = true;
      holders -= 1;
      if (holders > 0) return;
      ownServer = undefined;
      await server.stop();
      await rm(server.folder, { recursive: true, force: true });
    },
  };
}

export interface TestDatabases {
  /** Superuser address of the fresh database. */
  adminUrl: string;
  addresses: Record<string, ServiceAddress>;
  drop(): Promise<void>;
}

/** A fresh database with a schema (or a database) and roles per service, and all migrations run. */
export async function createTestDatabases(
  services: readonly string[],
  options: {
    layout?: 'schemas' | 'databases';
    /** Folders of a service's migrations; its own and the platform's unless told. */
    migrations?: (service: string) => URL[];
  } = {},
): Promise<TestDatabases> {
  const server = await useTestServer();
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const layout = options.layout ?? 'schemas';
  const isPlain = layout === 'schemas' && options.migrations === undefined;
  const template = isPlain && server.isShared ? await templateOf(server.adminUrl, services) : '';
  await onServer(
    server.adminUrl,
    `create database ${name}${template === '' ? '' : ` template ${template}`}`,
  );
  const { adminUrl, addresses } = await provisioned(server.adminUrl, { name, services, layout });
  if (template === '') await migrateAll(addresses, options.migrations);
  return {
    adminUrl,
    addresses,
    drop: async () => {
      const extra = layout === 'databases' ? services.map((service) => `${name}_${service}`) : [];
      for (const database of [...extra, name]) {
        await onServer(server.adminUrl, `drop database if exists ${database} with (force)`);
      }
      await server.release();
    },
  };
}

async function provisioned(
  serverUrl: string,
  o: { name: string; services: readonly string[]; layout: 'schemas' | 'databases' },
): Promise<{ adminUrl: string; addresses: Record<string, ServiceAddress> }> {
  const address = new URL(serverUrl);
  address.pathname = `/${o.name}`;
  const { services, layout } = o;
  const credentials = testCredentials;
  const adminUrl = address.href;
  const options = { adminUrl, services, layout, roles: 'separate' as const, credentials };
  return { adminUrl, addresses: await provision(options) };
}

async function migrateAll(
  addresses: Record<string, ServiceAddress>,
  migrations?: (service: string) => URL[],
): Promise<void> {
  const foldersOf = migrations ?? migrationFoldersOf;
  for (const [service, { ownerUrl }] of Object.entries(addresses)) {
    await migrate({ ownerUrl, schema: service, folders: foldersOf(service) });
    if (migrations === undefined) await installJobSchema(ownerUrl, service);
  }
}

/**
 * A migrated database of these services that others of the same run are copied from. Whoever
 * needs it first makes it, and the others wait: it gets its name when it is whole.
 */
async function templateOf(serverUrl: string, services: readonly string[]): Promise<string> {
  const set = [...services].sort().join(' ');
  const name = `template_${createHash('sha256').update(set).digest('hex').slice(0, 16)}`;
  const server = openOnServer(serverUrl);
  try {
    await server.db.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(hashtext(${name}))`.execute(connection);
      const found = await sql`select from pg_database where datname = ${name}`.execute(connection);
      if (found.rows.length > 0) return;
      const draft = `draft_${name}`;
      await sql.raw(`drop database if exists ${draft}`).execute(connection);
      await sql.raw(`create database ${draft}`).execute(connection);
      const made = await provisioned(serverUrl, { name: draft, services, layout: 'schemas' });
      await migrateAll(made.addresses);
      await sql.raw(`alter database ${draft} rename to ${name}`).execute(connection);
    });
  } finally {
    // The lock ends with its connection.
    await server.close();
  }
  return name;
}

export interface TestDatabase<T> extends OpenedDatabase<T> {
  /** As the service's runtime role. */
  url: string;
  ownerUrl: string;
  adminUrl: string;
  /** Closes the pool and drops the database; call it in `after`. */
  close(): Promise<void>;
}

/**
 * The migrated schema of one service in a fresh database, opened as its runtime role.
 * Close it in `after`, else the test's process does not end.
 */
export async function createTestDatabase<T = unknown>(
  service: string,
  options: { migrations?: URL[]; connectionsMax?: number } = {},
): Promise<TestDatabase<T>> {
  const { migrations } = options;
  const made = await createTestDatabases(
    [service],
    migrations === undefined ? {} : { migrations: () => migrations },
  );
  const address = made.addresses[service];
  if (address === undefined) throw new Error(`No address was given to ${service}`);
  const opened = openDatabase<T>({
    url: address.url,
    schema: service,
    connectionsMax: options.connectionsMax ?? 5,
    applicationName: `test-${service}`,
  });
  return {
    ...opened,
    ...address,
    adminUrl: made.adminUrl,
    close: async () => {
      await opened.close();
      await made.drop();
    },
  };
}

const openOnServer = (adminUrl: string): OpenedDatabase =>
  openDatabase({
    url: adminUrl,
    schema: 'public',
    connectionsMax: 1,
    applicationName: 'test-server',
    // Making and dropping databases waits for checkpoints of other tests.
    statementTimeoutMs: 60_000,
    lockTimeoutMs: 60_000,
  });

async function onServer(adminUrl: string, statement: string): Promise<void> {
  const server = openOnServer(adminUrl);
  try {
    await sql.raw(statement).execute(server.db);
  } finally {
    await server.close();
  }
}
