import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { folderIdentity, prepareDataDir } from './data-dir.ts';
import { processStart } from './process-identity.ts';

/** What the runtime file tells. `details` are the shop's addresses, for the command line. */
interface RunningInstance {
  pid: number;
  processStart: string;
  token: string;
  /** The data folder itself: in a copy of it, the file tells of a shop that is elsewhere. */
  folder?: string | undefined;
  details: Readonly<Record<string, unknown>>;
}

export interface DataDirClaim {
  dataDir: string;
  /** Adds details to the runtime file. */
  publish(details: Record<string, unknown>): Promise<void>;
  release(): Promise<void>;
}

const runtimeFile = (dataDir: string): string => join(dataDir, 'running.json');

/**
 * Takes the data folder for this process by a runtime file (mode 0600) with our process id and
 * start time: a live second instance is told from what a `kill -9` left behind.
 * @throws StartupProblem when another live process holds it.
 */
export async function claimDataDir(dataDir: string): Promise<DataDirClaim> {
  await prepareDataDir(dataDir);
  const own: RunningInstance = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? 'unknown',
    token: randomUUID(),
    folder: await folderIdentity(dataDir),
    details: {},
  };
  // Each round removes one dead owner; more rounds than processes that start at once never help.
  for (let round = 0; round < 20; round += 1) {
    if (await tryClaim(dataDir, own)) return claimOf(dataDir, own);
    const owner = await readInstance(runtimeFile(dataDir));
    if (owner !== undefined && (await isLive(owner, dataDir))) throw inUse(dataDir, owner);
    await removeDead(dataDir);
  }
  throw new StartupProblem(
    `The data folder ${dataDir} is being taken by several starts at once: start one Cartwright only.`,
  );
}

/** The live instance of a data folder, for the command line beside it. */
export async function findRunningInstance(dataDir: string): Promise<RunningInstance | undefined> {
  const owner = await readInstance(runtimeFile(dataDir));
  return owner !== undefined && (await isLive(owner, dataDir)) ? owner : undefined;
}

const inUse = (dataDir: string, owner: RunningInstance): StartupProblem =>
  new StartupProblem(
    `Another Cartwright (process ${owner.pid}) is running on the data folder ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
  );

const isLive = async (owner: RunningInstance, dataDir: string): Promise<boolean> =>
  processStart(owner.pid) === owner.processStart &&
  (owner.folder === undefined || owner.folder === (await folderIdentity(dataDir)));

/** The file appears with its whole content or not at all, and only where there is none. */
async function tryClaim(dataDir: string, own: RunningInstance): Promise<boolean> {
  const draft = `${runtimeFile(dataDir)}.${own.token}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    await link(draft, runtimeFile(dataDir));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Takes the file of a dead owner away. A rename gives it to one of several that try; whoever finds
 * a live owner in what it took away puts it back.
 */
async function removeDead(dataDir: string): Promise<void> {
  const aside = `${runtimeFile(dataDir)}.${randomUUID()}`;
  try {
    await rename(runtimeFile(dataDir), aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  const owner = await readInstance(aside);
  if (owner !== undefined && (await isLive(owner, dataDir))) {
    await link(aside, runtimeFile(dataDir)).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

function claimOf(dataDir: string, own: RunningInstance): DataDirClaim {
  let current = own;
  return {
    dataDir,
    publish: async (details) => {
      current = { ...current, details: { ...current.details, ...details } };
      const draft = `${runtimeFile(dataDir)}.${own.token}`;
      await writeFile(draft, JSON.stringify(current), { mode: 0o600 });
      await rename(draft, runtimeFile(dataDir));
    },
    release: async () => {
      const owner = await readInstance(runtimeFile(dataDir));
      if (owner?.token === own.token) await rm(runtimeFile(dataDir), { force: true });
    },
  };
}

/** Undefined when there is none, or when it cannot be understood: then nobody lives behind it. */
async function readInstance(path: string): Promise<RunningInstance | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isInstance(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isInstance = (value: unknown): value is RunningInstance =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'processStart' in value &&
  typeof value.processStart === 'string' &&
  'token' in value &&
  'details' in value &&
  typeof value.details === 'object';
