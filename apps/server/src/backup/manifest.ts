import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupProblem } from '@cartwright/database';
import { commandOf } from '../command-words.ts';
import type { SequenceState, TableCopy } from './tables.ts';

/** What a service's part of a backup holds. Written last: a folder without it is not a backup. */
export interface Manifest {
  format: 1;
  service: string;
  takenAt: string;
  /** Migrations that had run; a restore needs exactly these. */
  migrations: { name: string; checksum: string }[];
  tables: (TableCopy & { rows: number })[];
  sequences: SequenceState[];
}

const fileOf = (folder: string, service: string): string => join(folder, service, 'manifest.json');

export const tableFile = (folder: string, service: string, table: TableCopy): string =>
  join(folder, service, `${table.schema}.${table.table}.copy`);

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(fileOf(folder, manifest.service), text, { mode: 0o600, flush: true });
}

export async function readManifest(folder: string, service: string): Promise<Manifest> {
  try {
    const manifest: Manifest = JSON.parse(await readFile(fileOf(folder, service), 'utf8'));
    if (manifest.format === 1) return manifest;
  } catch (cause) {
    throw new StartupProblem(
      `${folder} holds no complete backup of ${service}: choose a folder that \`${commandOf('backup')}\` finished.`,
      { cause },
    );
  }
  throw new StartupProblem(`The backup in ${folder} was made by a newer Cartwright.`);
}
