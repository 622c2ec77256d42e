import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { extensionsSchema, StartupProblem } from '@cartwright/database';
import { newIncarnation } from '@cartwright/events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Manifest, readManifest, tableFile } from './manifest.ts';
import { copyTarget, listTables, qualified } from './tables.ts';

/**
 * Replaces a service's data by a backup, all in one transaction. Its event log gets a new
 * incarnation.
 */
export async function loadBackup(o: {
  service: string;
  ownerUrl: string;
  folder: string;
}): Promise<Manifest> {
  const manifest = await readManifest(o.folder, o.service);
  const client = new pg.Client({ connectionString: o.ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`set local search_path = ${o.service}, ${extensionsSchema}`);
    await refuseOtherMigrations(client, manifest);
    const present = await listTables(client, o.service);
    const kept = present.filter(({ table }) => !recordsOfMigrations.includes(table));
    await client.query(`truncate ${kept.map(qualified).join(', ')}`);
    // What a trigger wrote then is in the backup too: it must not be written twice.
    for (const table of kept)
      await client.query(`alter table ${qualified(table)} disable trigger user`);
    for (const table of manifest.tables) {
      if (!kept.some((other) => qualified(other) === qualified(table))) continue;
      const sink = client.query(copyFrom(`copy ${copyTarget(table)} from stdin`));
      await pipeline(createReadStream(tableFile(o.folder, o.service, table)), sink);
    }
    for (const table of kept)
      await client.query(`alter table ${qualified(table)} enable trigger user`);
    for (const { schema, sequence, lastValue } of manifest.sequences)
      if (lastValue !== null)
        await client.query('select setval($1::regclass, $2)', [
          `"${schema}"."${sequence}"`,
          lastValue,
        ]);
    await client.query(newIncarnation);
    await client.query('commit');
    return manifest;
  } finally {
    await client.end();
  }
}

/** They describe the tables, not what is in them: ours, and the job queue's. */
const recordsOfMigrations = ['schema_migration', 'migrations'];

async function refuseOtherMigrations(client: pg.Client, manifest: Manifest): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select name, checksum from ${manifest.service}.schema_migration order by name`,
  );
  const ours = rows.map(({ name, checksum }) => `${name} ${checksum}`).join('\n');
  const theirs = manifest.migrations.map(({ name, checksum }) => `${name} ${checksum}`).join('\n');
  if (ours !== theirs)
    throw new StartupProblem(
      `The backup of ${manifest.service} was taken with other migrations: restore it with the Cartwright that made it, then upgrade.`,
    );
}
