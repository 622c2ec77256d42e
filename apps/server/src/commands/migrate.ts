import { parseArgs } from 'node:util';
import { StartupProblem } from '@cartwright/database';
import { loadConfiguration } from '../configuration.ts';
import { prepareDatabases, refuseOthersPasswords } from '../databases.ts';

/** Prepares a PostgreSQL that is not ours; the embedded one is migrated by `start`. */
export async function migrate(args: string[]): Promise<number> {
  parseArgs({ args });
  const configuration = loadConfiguration();
  const { databaseUrl } = configuration.server;
  if (databaseUrl === undefined)
    throw new StartupProblem(
      'DATABASE_URL is not set: the embedded database is migrated by `start` itself.',
    );
  await refuseOthersPasswords(databaseUrl, configuration);
  await prepareDatabases(databaseUrl, configuration, (line) => process.stdout.write(`${line}\n`));
  process.stdout.write('All schemas are up to date.\n');
  return 0;
}
