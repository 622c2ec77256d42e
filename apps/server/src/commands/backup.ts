import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupProblem } from '@cartwright/database';
import { takeBackup } from '../backup/take-backup.ts';
import { openBooks, serviceNames } from '../books.ts';

/** Copies the data of every service, or of one, and the pictures, into an empty folder. */
export async function backup(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { service: { type: 'string' } },
  });
  const [target] = positionals;
  const wanted = values.service === undefined ? serviceNames : [values.service];
  if (target === undefined || !wanted.every((name) => serviceNames.includes(name))) {
    process.stderr.write('Usage: cartwright backup FOLDER [--service NAME]\n');
    return 2;
  }
  const folder = resolve(target);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new StartupProblem(`${folder} is not empty: choose a new folder for each backup.`);
  const books = await openBooks(wanted);
  try {
    for (const service of wanted) {
      const { tables } = await takeBackup({ service, ownerUrl: books.ownerUrlOf(service), folder });
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(`${service}: ${rows} rows of ${tables.length} tables\n`);
    }
    const pictures = join(books.configuration.server.dataDir, 'media');
    if (wanted.includes('catalog') && existsSync(pictures))
      await cp(pictures, join(folder, 'media'), { recursive: true });
    process.stdout.write(`The backup is in ${folder}\n`);
    return 0;
  } finally {
    await books.close();
  }
}
