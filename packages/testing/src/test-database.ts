import { randomUUID } from 'node:crypto';
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
const sharedServerVariable = 'TEST_DATABASE_URL';

/**
 * All tests of a server share its roles, so their passwords must be the same in every process.
 * The server listens on loopback and lives as long as the run.
 */
const testCredentials: Credentials = { passwordOf: async (role) => `test-${role}` };

let ownServer: Promise<EmbeddedServer & { folder: string }> | undefined;

async function startOwnServer(): Promise<EmbeddedServer & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-test-'));
  const server = await startEmbedded({ dataDir: folder, durability: 'none' });
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
  release(): Promise<void>;
}> {
  const shared = environment()[sharedServerVariable];
  if (shared !== undefined && shared !== '') {
    return { adminUrl: shared, release: async () => undefined };
  }
  holders += 1;
  ownServer ??= startOwnServer();
  const server = await ownServer;
  let isReleased = false;
  return {
    adminUrl: server.adminUrl,
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
  await onServer(server.adminUrl, `create database ${name}`);
  const address = new URL(server.adminUrl);
  address.pathname = `/${name}`;
  const layout = options.layout ?? 'schemas';
  const addresses = await provision({
    adminUrl: address.href,
    services,
    layout,
    roles: 'separate',
    credentials: testCredentials,
  });
  const foldersOf = options.migrations ?? migrationFoldersOf;
  for (const [service, { ownerUrl }] of Object.entries(addresses)) {
    await migrate({ ownerUrl, schema: service, folders: foldersOf(service) });
    if (options.migrations === undefined) await installJobSchema(ownerUrl, service);
  }
  return {
    adminUrl: address.href,
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

async function onServer(adminUrl: string, statement: string): Promise<void> {
  const server = openDatabase({
    url: adminUrl,
    schema: 'public',
    connectionsMax: 1,
    applicationName: 'test-server',
    // Making and dropping databases waits for checkpoints of other tests.
    statementTimeoutMs: 60_000,
    lockTimeoutMs: 60_000,
  });
  try {
    await sql.raw(statement).execute(server.db);
  } finally {
    await server.close();
  }
}
