import {
  chown,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { type Binaries, firstLine } from './binaries.ts';
import { folderIdentity } from './data-dir.ts';
import { type ProgramUser, runProgram } from './run-program.ts';

export const superuser = 'postgres';

export interface Cluster {
  dataDir: string;
  /** PostgreSQL's own data folder, below the shop's. */
  folder: string;
  binaries: Binaries;
  user: ProgramUser | undefined;
}

export interface ServerSettings {
  port: number;
  sharedBuffersMb: number;
  connectionsMax: number;
  /** `none` loses data at a crash: for unit tests only. */
  durability: 'full' | 'none';
}

const configFile = (cluster: Cluster): string => join(cluster.folder, 'cartwright.conf');
const logFile = (cluster: Cluster): string => join(cluster.folder, 'server.log');

export async function clusterExists(folder: string): Promise<boolean> {
  try {
    await stat(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** PostgreSQL insists that its folder belongs to the user that runs it. */
export async function checkClusterOwner(
  folder: string,
  user: ProgramUser | undefined,
): Promise<void> {
  const owner = (await stat(folder)).uid;
  const expected = user?.uid ?? process.getuid?.() ?? owner;
  if (owner === expected) return;
  throw new StartupProblem(
    `The database in ${folder} belongs to user ${owner} and would run as user ${expected}: start Cartwright as the user that made it, or change the folder's owner with \`chown -R ${expected} ${folder}\`.`,
  );
}

/**
 * A folder that was copied while its server ran names that server as its own: whoever starts on the
 * copy would stop it in the end.
 */
export async function refuseCopy(cluster: Cluster): Promise<void> {
  const running = await runningServer(cluster);
  if (running === undefined) return;
  const home = await folderIdentity(running.folder);
  if (home === undefined || home === (await folderIdentity(cluster.folder))) return;
  throw new StartupProblem(
    `The database in ${cluster.folder} was copied from ${running.folder} while it ran there (process ${running.pid}), so it may be broken: copy a shop with the commands backup and restore, or stop it before you copy its folder.`,
  );
}

/** Makes the cluster beside its place and moves it there whole: a crash leaves no half of one. */
export async function createCluster(
  cluster: Cluster,
  password: string,
  durability: ServerSettings['durability'],
): Promise<void> {
  const unfinished = `${cluster.folder}.unfinished`;
  const passwordFile = join(cluster.dataDir, '.initdb-password');
  await rm(unfinished, { recursive: true, force: true });
  await prepareFolder(unfinished, cluster.user);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (cluster.user !== undefined) await chown(passwordFile, cluster.user.uid, cluster.user.gid);
  const result = await runProgram(
    cluster.binaries.initdb,
    [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // Else they come from the environment, and an index made here is wrong there.
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durability === 'none' ? ['--no-sync'] : []),
    ],
    cluster.user,
  ).finally(() => rm(passwordFile, { force: true }));
  if (result.exitCode !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw serverProblem(cluster, result.output);
  }
  const config = await open(join(unfinished, 'postgresql.conf'), 'a');
  await config.write("\ninclude_if_exists = 'cartwright.conf'\n");
  await config.close();
  await rename(unfinished, cluster.folder);
}

async function prepareFolder(folder: string, user: ProgramUser | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  if (user !== undefined) await chown(folder, user.uid, user.gid);
}

/** The port of earlier starts: addresses written down elsewhere stay right. */
export async function keptPort(cluster: Cluster): Promise<number | undefined> {
  const text = await readFile(configFile(cluster), 'utf8').catch(() => '');
  const port = Number(/^port = (\d+)$/m.exec(text)?.[1]);
  return Number.isInteger(port) ? port : undefined;
}

/** Writes our settings; tells whether they differ from what a running server was started with. */
export async function writeSettings(
  cluster: Cluster,
  settings: ServerSettings,
): Promise<{ changed: boolean }> {
  const isDurable = settings.durability === 'full' ? 'on' : 'off';
  const text = `# Written by Cartwright at every start.
port = ${settings.port}
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = ${settings.connectionsMax}
shared_buffers = ${settings.sharedBuffersMb}MB
fsync = ${isDurable}
synchronous_commit = ${isDurable}
full_page_writes = ${isDurable}
password_encryption = scram-sha-256
timezone = UTC
log_timezone = UTC
# Statements and details of errors hold what shoppers typed: they stay out of the log.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
# A new shop's tables grow a thousandfold within minutes: plans must soon learn of it.
autovacuum_naptime = 10s
`;
  const current = await readFile(configFile(cluster), 'utf8').catch(() => '');
  if (current === text) return { changed: false };
  await writeFile(configFile(cluster), text, { mode: 0o644 });
  return { changed: true };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was given');
  return address.port;
}

export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

/** What `postmaster.pid` tells of a server that pg_ctl believes to run. */
export async function runningServer(
  cluster: Cluster,
): Promise<{ pid: number; port: number; folder: string } | undefined> {
  const status = await runProgram(
    cluster.binaries.pgCtl,
    ['status', '-D', cluster.folder],
    cluster.user,
  );
  if (status.exitCode !== 0) return undefined;
  const text = await readFile(join(cluster.folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const folder = lines[1] ?? '';
  return pid > 0 && port > 0 ? { pid, port, folder } : undefined;
}

const logBytesMax = 5 * 1024 * 1024;

/** `pg_ctl` gives the server a session of its own: Ctrl-C in our terminal does not reach it. */
export async function startServer(
  cluster: Cluster,
): Promise<{ isStarted: boolean; output: string }> {
  const size = await stat(logFile(cluster)).then(
    (file) => file.size,
    () => 0,
  );
  if (size > logBytesMax) await truncate(logFile(cluster));
  const before = size > logBytesMax ? 0 : size;
  const result = await runProgram(
    cluster.binaries.pgCtl,
    // Recovery after a crash may read gigabytes of log: five minutes, then we look again.
    ['start', '-w', '-t', '300', '-s', '-D', cluster.folder, '-l', logFile(cluster)],
    cluster.user,
  );
  const log = await readFile(logFile(cluster)).catch(() => Buffer.alloc(0));
  const output = `${log.subarray(before).toString('utf8')}\n${result.output}`;
  return { isStarted: result.exitCode === 0, output };
}

/** Ends sessions and stops; a server that does not come to its end in a minute is cut off. */
export async function stopServer(cluster: Cluster): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    await runProgram(
      cluster.binaries.pgCtl,
      ['stop', '-w', '-t', '60', '-m', mode, '-s', '-D', cluster.folder],
      cluster.user,
    );
    if ((await runningServer(cluster)) === undefined) return;
  }
  throw new Error(`The database in ${cluster.folder} does not stop`);
}

/** Turns what PostgreSQL said into a sentence that names the way out. */
export function serverProblem(cluster: Cluster, output: string): StartupProblem {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new StartupProblem(
      `The disk of the data folder ${cluster.dataDir} is full: free some space, or set DATA_DIR to a folder on another disk.`,
    );
  }
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|error:/.test(line));
  const reason = firstLine(lines.at(-1) ?? output) || 'it gave no reason';
  return new StartupProblem(
    `The embedded PostgreSQL did not start (${reason}): see ${logFile(cluster)}, or set DATABASE_URL to a PostgreSQL 18 of your own.`,
  );
}
