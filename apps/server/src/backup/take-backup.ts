import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Manifest, tableFile, writeManifest } from './manifest.ts';
import { copyTarget, listSequences, listTables, type TableCopy } from './tables.ts';

/**
 * Copies every table of one service as the reader's snapshot shows it, beside the running shop:
 * nobody waits for it.
 */
export async function takeBackup(o: {
  service: string;
  /** In a transaction of one snapshot, as the owner of the service's schema. */
  client: pg.Client;
  folder: string;
}): Promise<Manifest> {
  const { client, service } = o;
  await mkdir(join(o.folder, service), { recursive: true, mode: 0o700 });
  const tables = await listTables(client, service);
  const copied: Manifest['tables'] = [];
  for (const table of tables) copied.push({ ...table, rows: await copyOut(client, o, table) });
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    `select name, checksum from ${service}.schema_migration order by name`,
  );
  const { rows: times } = await client.query<{ now: Date }>('select now() as now');
  const manifest: Manifest = {
    format: 1,
    service,
    takenAt: (times[0]?.now ?? new Date()).toISOString(),
    migrations,
    tables: copied,
    sequences: await listSequences(client, service),
  };
  await writeManifest(o.folder, manifest);
  return manifest;
}

async function copyOut(
  client: pg.Client,
  o: { service: string; folder: string },
  table: TableCopy,
): Promise<number> {
  const source = client.query(copyTo(`copy ${copyTarget(table)} to stdout`));
  const file = createWriteStream(tableFile(o.folder, o.service, table), {
    mode: 0o600,
    flush: true,
  });
  await pipeline(source, file);
  return source.rowCount ?? 0;
}
