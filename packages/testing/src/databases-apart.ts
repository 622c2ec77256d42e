import { join } from 'node:path';
import {
  type EmbeddedServer,
  fileCredentials,
  serviceAddresses,
  startEmbedded,
} from '@cartwright/database';
import { runCommand } from './shop-process.ts';

/** The services of the split shape. */
export const serviceNames = [
  'accounts',
  'catalog',
  'pricing',
  'inventory',
  'cart',
  'payments',
  'orders',
  'checkout',
  'notifications',
] as const;

interface DatabasesApart {
  server: EmbeddedServer;
  /** Addresses as the services' runtime roles. */
  addresses: Record<string, { url: string }>;
}

/** A PostgreSQL below the folder that has a database for each service; they are migrated. */
export async function startDatabasesApart(
  dataDir: string,
  o: { isMigrated: boolean },
): Promise<DatabasesApart> {
  const server = await startEmbedded({ dataDir, connectionsMax: 200, sharedBuffersMb: 128 });
  try {
    if (!o.isMigrated) await migrateApart(server.adminUrl, dataDir);
    const addresses = await serviceAddresses({
      adminUrl: server.adminUrl,
      services: serviceNames,
      layout: 'databases',
      roles: 'separate',
      credentials: fileCredentials(join(dataDir, 'credentials.json')),
    });
    return { server, addresses };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function migrateApart(adminUrl: string, dataDir: string): Promise<void> {
  const env = { DATABASE_URL: adminUrl, DATABASE_LAYOUT: 'databases', DATA_DIR: dataDir };
  const migrated = await runCommand(['migrate'], env);
  if (migrated.exitCode !== 0) throw new Error(`migrate failed:\n${migrated.output}`);
}

/** Its own database only: it has no password for any other. */
export function databaseOf(
  service: string,
  addresses: DatabasesApart['addresses'],
): Record<string, string> {
  const address = addresses[service];
  return address === undefined ? {} : { [`${service.toUpperCase()}_DATABASE_URL`]: address.url };
}
