import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { fileCredentials } from '../credentials.ts';
import { isConnectionFault, isStarting } from '../database-errors.ts';
import { StartupProblem } from '../startup-problem.ts';
import { findBinaries, readableBinaries } from './binaries.ts';
import { claimDataDir, type DataDirClaim, findRunningInstance } from './claim-data-dir.ts';
import * as clusters from './cluster.ts';
import { checkClusterVersion, checkFreeSpace, letUserEnter } from './data-dir.ts';
import { processStart } from './process-identity.ts';
import { serverUser } from './server-user.ts';

interface EmbeddedOptions {
  dataDir: string;
  /** For commands: a folder without a database is refused, and none is made there. */
  mustExist?: boolean;
  /** Pages that PostgreSQL keeps in memory; default: a quarter of what the machine has. */
  sharedBuffersMb?: number;
  connectionsMax?: number;
  /** `none` is for unit tests: a crash loses data. */
  durability?: 'full' | 'none';
  /** Told when the server is restarted while the shop runs. It must not throw. */
  onNotice?: (message: string) => void;
}

export interface EmbeddedServer {
  /** Connects as superuser to the database `cartwright`. */
  adminUrl: string;
  port: number;
  /** A server that an earlier shop had left running was taken over. */
  wasAdopted: boolean;
  /** Adds details, such as the shop's address, to the runtime file for the command line. */
  publish(details: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
}

const databaseName = 'cartwright';
const clusterFolder = (dataDir: string): string => join(dataDir, 'postgres');
const credentialsFile = (dataDir: string): string => join(dataDir, 'credentials.json');

/**
 * Starts PostgreSQL on the data folder, or takes over one that a killed shop left running there.
 * While it runs, a killed server is started again on the same port.
 * @throws StartupProblem with one sentence that says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  if (options.mustExist === true && !(await clusters.clusterExists(clusterFolder(dataDir))))
    throw new StartupProblem(
      `There is no shop in the data folder ${dataDir}: set DATA_DIR to the folder of your shop, or DATABASE_URL to its database.`,
    );
  const claim = await claimDataDir(dataDir);
  try {
    return await startClaimed({ ...options, dataDir }, claim);
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function startClaimed(
  options: EmbeddedOptions,
  claim: DataDirClaim,
): Promise<EmbeddedServer> {
  const { dataDir, durability = 'full' } = options;
  const user = await serverUser();
  const found = await findBinaries();
  if (user !== undefined) await letUserEnter(dataDir, user);
  const binaries = await readableBinaries(found, user, dataDir);
  const cluster: clusters.Cluster = { dataDir, folder: clusterFolder(dataDir), binaries, user };
  const password = await fileCredentials(credentialsFile(dataDir)).passwordOf(clusters.superuser);
  const isFirstStart = !(await clusters.clusterExists(cluster.folder));
  await checkFreeSpace(dataDir, isFirstStart);
  if (isFirstStart) {
    await clusters.createCluster(cluster, password, durability);
  } else {
    await clusters.checkClusterOwner(cluster.folder, user);
    await checkClusterVersion(cluster.folder, binaries.majorVersion);
    await clusters.refuseCopy(cluster);
  }
  const settings: clusters.ServerSettings = {
    port: (await clusters.keptPort(cluster)) ?? (await clusters.freePort()),
    sharedBuffersMb: options.sharedBuffersMb ?? sharedBuffersMbDefault(),
    connectionsMax: options.connectionsMax ?? 100,
    durability,
  };
  const launched = await launch(cluster, settings, password, { mayMovePort: true }).catch(
    async (error: unknown) => {
      // A start that is refused leaves no server behind.
      await clusters.stopServer(cluster).catch(() => undefined);
      throw error;
    },
  );
  const port = launched.port;
  await createDatabase(urlOf(port, password, 'postgres'));
  await claim.publish({ postgresPort: port });
  const supervisor = supervise(cluster, { ...settings, port }, password, launched.pid, options);
  return {
    adminUrl: urlOf(port, password, databaseName),
    port,
    wasAdopted: launched.wasAdopted,
    publish: (details) => claim.publish(details),
    stop: async () => {
      await supervisor.stop();
      await clusters.stopServer(cluster);
      await claim.release();
    },
  };
}

const mebibyte = 2 ** 20;

/** What PostgreSQL takes where it is told nothing. */
const sharedBuffersMbMin = 128;
/** More hardly helps a shop that others run beside, and each GiB costs every start some MiB. */
const sharedBuffersMbMax = 8_192;

/**
 * What PostgreSQL's manual advises for a server. Pages take memory only once they are read, so a
 * small shop takes little of it.
 */
function sharedBuffersMbDefault(): number {
  // A container's limit, where there is one.
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const quarterMb = Math.floor(Math.min(totalmem(), limit) / 4 / mebibyte);
  return Math.min(sharedBuffersMbMax, Math.max(sharedBuffersMbMin, quarterMb));
}

interface Launched {
  pid: number;
  port: number;
  wasAdopted: boolean;
}

const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${clusters.superuser}:${password}@127.0.0.1:${port}/${database}`;

/** Recovery may read gigabytes of log, and begins anew in a server that is stopped in it. */
const recoveryMs = 300_000;

/**
 * Brings the server to the point where a connection works. A killed one that the system has not
 * yet cleared away looks alive to pg_ctl, and its last sessions keep a new one from starting: both
 * end within seconds, so it looks again for half a minute. One that says that it is starting, left
 * by a shop that was killed meanwhile, is given the time of its recovery.
 */
async function launch(
  cluster: clusters.Cluster,
  wanted: clusters.ServerSettings,
  password: string,
  options: { mayMovePort: boolean },
): Promise<Launched> {
  let settings = wanted;
  let needsRestart = (await clusters.writeSettings(cluster, settings)).changed;
  let lastOutput = '';
  const beganAt = Date.now();
  let giveUpAt = beganAt + 30_000;
  do {
    const running = await clusters.runningServer(cluster);
    if (running !== undefined && needsRestart) {
      await clusters.stopServer(cluster);
      continue;
    }
    needsRestart = false;
    if (running !== undefined) {
      const answer = await ask(urlOf(running.port, password, 'postgres'), cluster);
      if (answer === 'ready') return { ...running, wasAdopted: true };
      if (answer === 'starting') giveUpAt = Math.min(beganAt + recoveryMs, Date.now() + 30_000);
      await delay(200);
      continue;
    }
    if (options.mayMovePort && !(await clusters.isPortFree(settings.port))) {
      settings = { ...settings, port: await clusters.freePort() };
      await clusters.writeSettings(cluster, settings);
    }
    const started = await clusters.startServer(cluster);
    lastOutput = started.output;
    const now = started.isStarted ? await clusters.runningServer(cluster) : undefined;
    if (now !== undefined) {
      const answer = await ask(urlOf(now.port, password, 'postgres'), cluster);
      if (answer === 'ready') return { ...now, wasAdopted: false };
    }
    if (!isPassing(lastOutput)) throw clusters.serverProblem(cluster, lastOutput);
    await delay(300);
  } while (Date.now() < giveUpAt);
  throw clusters.serverProblem(cluster, lastOutput);
}

/** Reasons that go away: the killed server's last sessions, or a port that just became taken. */
const isPassing = (output: string): boolean =>
  /shared memory block|lock file "postmaster\.pid" already exists|in use/i.test(output) ||
  !/FATAL|PANIC|could not/.test(output);

/** What our own server says there: another program may have taken the port meanwhile. */
async function ask(
  url: string,
  cluster: clusters.Cluster,
): Promise<'ready' | 'starting' | 'nothing'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    return answer.rows[0]?.folder === cluster.folder ? 'ready' : 'nothing';
  } catch (cause) {
    if (isStarting(cause)) return 'starting';
    if (isConnectionFault(cause)) return 'nothing';
    if (cause instanceof Error && 'code' in cause && cause.code === '28P01') {
      throw new StartupProblem(
        `The password of the embedded database in ${credentialsFile(cluster.dataDir)} is not the one it was made with: restore that file from a backup.`,
        { cause },
      );
    }
    throw cause;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

const lookEveryMs = 500;

/** Starts the server again when it was killed; pools find it on the same port. */
function supervise(
  cluster: clusters.Cluster,
  settings: clusters.ServerSettings,
  password: string,
  firstPid: number,
  options: EmbeddedOptions,
): { stop(): Promise<void> } {
  let pid = firstPid;
  let identity = processStart(pid);
  let isStopping = false;
  let turn: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    if (identity !== undefined && processStart(pid) === identity) return;
    options.onNotice?.('The embedded PostgreSQL ended unexpectedly and is started again');
    const launched = await launch(cluster, settings, password, { mayMovePort: false });
    pid = launched.pid;
    identity = processStart(pid);
    options.onNotice?.('The embedded PostgreSQL answers again');
  };
  const timer = setInterval(() => {
    if (turn !== undefined || isStopping) return;
    turn = look()
      .catch((error: unknown) => options.onNotice?.(String(error)))
      .finally(() => {
        turn = undefined;
      });
  }, lookEveryMs);
  timer.unref();
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await turn;
    },
  };
}

/**
 * The shop that runs on a data folder now, for a command beside it: what it published, and the
 * superuser's address of its embedded database.
 */
export async function findRunningShop(
  dataDir: string,
): Promise<
  { pid: number; details: Readonly<Record<string, unknown>>; adminUrl?: string } | undefined
> {
  const folder = resolve(dataDir);
  const instance = await findRunningInstance(folder);
  if (instance === undefined) return undefined;
  const { pid, details } = instance;
  const port = details.postgresPort;
  if (typeof port !== 'number') return { pid, details };
  const password = await fileCredentials(credentialsFile(folder)).passwordOf(clusters.superuser);
  return { pid, details, adminUrl: urlOf(port, password, databaseName) };
}
