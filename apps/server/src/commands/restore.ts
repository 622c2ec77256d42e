import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupProblem } from '@cartwright/database';
import { loadBackup } from '../backup/load-backup.ts';
import { readManifest } from '../backup/manifest.ts';
import { type Books, openBooks, servicesIn } from '../books.ts';
import { commandOf, WrongUsage } from '../command-words.ts';

/**
 * Loads a backup into this installation's databases, all services or one. Subscribers then stand
 * still until `events resume` has compared the logs.
 */
export async function restore(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { service: { type: 'string' }, replace: { type: 'boolean', default: false } },
  });
  const [source, ...rest] = positionals;
  const wanted = servicesIn(values.service);
  if (source === undefined || rest.length > 0) throw new WrongUsage();
  const folder = resolve(source);
  for (const service of wanted) await readManifest(folder, service);
  const books = await openBooks(wanted, { mayBeNew: true });
  try {
    const running = await books.findRunning(wanted);
    if (running.length > 0)
      throw new StartupProblem(
        `A shop runs on these data (${running.join(', ')}): stop it before a restore.`,
      );
    if (!values.replace && (await hasData(books, wanted)))
      throw new StartupProblem(
        'The database is not empty: say --replace to lose what is in it, or restore into a new DATA_DIR.',
      );
    for (const service of wanted) {
      const { takenAt } = await loadBackup({
        service,
        ownerUrl: books.ownerUrlOf(service),
        folder,
      });
      process.stdout.write(`${service}: as of ${takenAt}\n`);
    }
    const pictures = join(folder, 'media');
    const secret = join(folder, 'secret');
    if (values.service === undefined && existsSync(secret))
      await cp(secret, join(books.configuration.server.dataDir, 'secret'));
    if (wanted.includes('catalog') && existsSync(pictures))
      await cp(pictures, join(books.configuration.server.dataDir, 'media'), { recursive: true });
    process.stdout.write(
      `Restored. Run \`${commandOf('events resume')}\` before the next start.\n`,
    );
    return 0;
  } finally {
    await books.close();
  }
}

/** Whether any of the services has ever told an event: a shop that was used. */
async function hasData(books: Books, wanted: readonly string[]): Promise<boolean> {
  for (const service of wanted) {
    const { pool } = books.open(service);
    const { rows } = await pool.query('select 1 from event limit 1');
    if (rows.length > 0) return true;
  }
  return false;
}
