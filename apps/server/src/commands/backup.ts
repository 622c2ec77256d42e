import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupProblem } from '@cartwright/database';
import { closeSnapshots, openSnapshots } from '../backup/snapshots.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { type Books, openBooks, servicesIn } from '../books.ts';
import { WrongUsage } from '../command-words.ts';

/** Copies the data of every service with pictures and secret, or of one, into an empty folder. */
export async function backup(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { service: { type: 'string' } },
  });
  const [target, ...rest] = positionals;
  const wanted = servicesIn(values.service);
  if (target === undefined || rest.length > 0) throw new WrongUsage();
  const folder = resolve(target);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new StartupProblem(`${folder} is not empty: choose a new folder for each backup.`);
  const books = await openBooks(wanted);
  try {
    await copyServices(books, wanted, folder);
    const pictures = join(books.configuration.server.dataDir, 'media');
    // It signs order links and sessions: without it, those of a restored shop would be worthless.
    const secret = join(books.configuration.server.dataDir, 'secret');
    if (values.service === undefined && existsSync(secret))
      await cp(secret, join(folder, 'secret'));
    if (wanted.includes('catalog') && existsSync(pictures))
      await cp(pictures, join(folder, 'media'), { recursive: true });
    process.stdout.write(`The backup is in ${folder}\n`);
    return 0;
  } finally {
    await books.close();
  }
}

async function copyServices(
  books: Books,
  wanted: readonly string[],
  folder: string,
): Promise<void> {
  const snapshots = await openSnapshots(
    new Map(wanted.map((service) => [service, books.ownerUrlOf(service)])),
  );
  try {
    for (const [service, { client }] of snapshots) {
      const { tables } = await takeBackup({ service, client, folder });
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(`${service}: ${rows} rows of ${tables.length} tables\n`);
    }
  } finally {
    await closeSnapshots(snapshots);
  }
}
