import { constants } from 'node:fs';
import { access, chmod, mkdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { type ProgramUser, runProgram } from './run-program.ts';

const megabyte = 1024 * 1024;
// An empty cluster takes 39 MB and its first log segments 16 MB each; below the lower figure a
// running one cannot write the next segment and panics.
const freeMegabytesMin = { firstStart: 160, laterStart: 40 };

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Makes the data folder and proves that it can be written; each refusal names the way out. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    const probe = join(dataDir, `.write-probe-${process.pid}`);
    await writeFile(probe, 'x'.repeat(4096), { mode: 0o600 });
    await rm(probe);
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartupProblem(writeProblem(dataDir, codeOf(cause)), { cause });
  }
}

/**
 * Makes the folder and those above it. Node's own `recursive` never comes back where the system
 * answers ENOENT to every mkdir, as /proc does.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    // Others may pass through, since the server's user must; what lies inside is closed.
    await mkdir(folder, { mode: 0o711 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = dirname(folder);
    if (code !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent);
    await mkdir(folder, { mode: 0o711 });
  }
}

/** The folder itself under whatever name, which no copy has; undefined when it is not there. */
export const folderIdentity = (folder: string): Promise<string | undefined> =>
  stat(folder).then(
    ({ dev, ino }) => `${dev}/${ino}`,
    () => undefined,
  );

function writeProblem(dataDir: string, code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return `The data folder ${dataDir} is full: free some space, or set DATA_DIR to a folder on another disk.`;
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return `The data folder ${dataDir} is not a folder: set DATA_DIR to a folder.`;
  }
  return `The data folder ${dataDir} cannot be written (${code}): give its owner the right to write there, or set DATA_DIR to another folder.`;
}

/** Refuses a disk that would fill up during initdb or soon after start. */
export async function checkFreeSpace(dataDir: string, isFirstStart: boolean): Promise<void> {
  const disk = await statfs(dataDir);
  const freeMegabytes = Math.floor((disk.bavail * disk.bsize) / megabyte);
  const needed = isFirstStart ? freeMegabytesMin.firstStart : freeMegabytesMin.laterStart;
  if (freeMegabytes >= needed) return;
  throw new StartupProblem(
    `The disk of the data folder ${dataDir} has ${freeMegabytes} MB left and the database needs ${needed} MB: free some space, or set DATA_DIR to a folder on another disk.`,
  );
}

/** A cluster of another major version is left untouched. */
export async function checkClusterVersion(cluster: string, majorVersion: number): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(notWhole)).trim();
  if (found === String(majorVersion)) return;
  throw new StartupProblem(
    `The data folder ${dirname(cluster)} was made by PostgreSQL ${found} and this Cartwright brings PostgreSQL ${majorVersion}: take a backup with the Cartwright that made it and restore that into a new DATA_DIR.`,
  );
}

function notWhole(cause: unknown): never {
  if (codeOf(cause) !== 'ENOENT') throw cause;
  throw new StartupProblem(
    'The data folder holds a part of a database only (PG_VERSION is missing): copy it again from where it came, or restore a backup into a new DATA_DIR.',
    { cause },
  );
}

/**
 * Lets the server's user pass through the data folder; what lies in it keeps its own mode. The
 * folders above belong to somebody else and are never changed.
 */
export async function letUserEnter(dataDir: string, user: ProgramUser): Promise<void> {
  if (await canEnter(dataDir, user)) return;
  const closedParent = await firstClosedParent(dataDir, user);
  if (closedParent === undefined) {
    const { mode } = await stat(dataDir);
    await chmod(dataDir, (mode & 0o7777) | 0o011);
    if (await canEnter(dataDir, user)) return;
  }
  throw new StartupProblem(
    `PostgreSQL runs as the user ${user.name}, who may not enter ${closedParent ?? dataDir}: set DATA_DIR to a folder that this user can reach (such as /var/lib/cartwright), or run \`chmod o+x ${closedParent ?? dataDir}\`.`,
  );
}

async function firstClosedParent(dataDir: string, user: ProgramUser): Promise<string | undefined> {
  const parents: string[] = [];
  for (let folder = dirname(dataDir); folder !== dirname(folder); folder = dirname(folder)) {
    parents.unshift(folder);
  }
  for (const parent of parents) {
    if (!(await canEnter(parent, user))) return parent;
  }
  return undefined;
}

/** Asked of the system itself, so that access lists count as well. */
async function canEnter(folder: string, user: ProgramUser): Promise<boolean> {
  const result = await runProgram('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user);
  return result.exitCode === 0;
}
