import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Manifest, tableFile, writeManifest } from './manifest.ts';
import { copyTarget, listSequences, listTables, type TableCopy } from './tables.ts';

/**
 * Copies every table of one service as of one moment, beside the running shop: one transaction
 * sees one snapshot, and nobody waits for it.
 */
export async function takeBackup(o: {
  service: string;
  /** As the owner of the service's schema. */
  ownerUrl: string;
  folder: string;
}): Promise<Manifest> {
  await mkdir(join(o.folder, o.service), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: o.ownerUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables = await listTables(client, o.service);
    const copied: Manifest['tables'] = [];
    for (const table of tables) copied.push({ ...table, rows: await copyOut(client, o, table) });
    const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
      `select name, checksum from ${o.service}.schema_migration order by name`,
    );
    const manifest: Manifest = {
      format: 1,
      service: o.service,
      takenAt: new Date().toISOString(),
      migrations,
      tables: copied,
      sequences: await listSequences(client, o.service),
    };
    await client.query('commit');
    await writeManifest(o.folder, manifest);
    return manifest;
  } finally {
    await client.end();
  }
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
