import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeApiKey } from './api-key.ts';
import { type Cleanup, createCleanup, removeDataDir } from './cleanup.ts';
import { databaseOf, serviceNames, startDatabasesApart } from './databases-apart.ts';
import { freePort, type ShopProcess, type StartOptions, startShopProcess } from './shop-process.ts';
import { copyShopTemplate, type Shape } from './shop-template.ts';

/** A running shop for tests: the real executable, its default settings, an empty catalogue. */
export interface TestShop {
  shape: Shape;
  /** Address of gateway and storefront. */
  url: string;
  /** An API key that may do everything. */
  apiKey: string;
  dataDir: string;
  env: Readonly<Record<string, string>>;
  /** Settings of the process that runs a service. */
  serviceEnv: (service: string) => Readonly<Record<string, string>>;
  /** Everything that its processes printed. */
  logs: () => string;
  /** The process that runs a service (in the whole shape there is but one). */
  processOf: (service: string) => ShopProcess;
  /** Starts a service's process again on the same data, with other settings if given. */
  restart: (service: string, env?: Readonly<Record<string, string>>) => Promise<void>;
  stop: () => Promise<void>;
}

/** What a client of a shop must know, whoever started it. */
export type ShopAddress = Pick<TestShop, 'shape' | 'url' | 'apiKey' | 'dataDir'>;

export interface TestShopOptions {
  shape?: Shape;
  env?: Readonly<Record<string, string>>;
  /** Keeps what the processes of the split shape print in files here, not in memory. */
  logDir?: string;
}

/** Starts a shop of either shape. */
export const startTestShop = (options: TestShopOptions = {}): Promise<TestShop> =>
  startOrCleanUp((cleanup) =>
    options.shape === 'split' ? startSplit(options, cleanup) : startWhole(options, cleanup),
  );

/** Whatever was started is ended again when the rest of the start fails. */
async function startOrCleanUp(start: (cleanup: Cleanup) => Promise<TestShop>): Promise<TestShop> {
  const cleanup = createCleanup();
  try {
    return await start(cleanup);
  } catch (error) {
    await cleanup.run().catch((failure: unknown) => {
      throw new AggregateError([error, failure], 'the start failed and left something behind');
    });
    throw error;
  }
}

/** One that still starts is waited for and ended: its PostgreSQL would outlive it. */
function startEnded(options: StartOptions, cleanup: Cleanup): Promise<ShopProcess> {
  const starting = startShopProcess(options);
  cleanup.add(() =>
    starting.then(
      (started) => started.end(),
      // It has ended by itself, which whoever waits for its start is told.
      () => undefined,
    ),
  );
  return starting;
}

async function makeDataDir(cleanup: Cleanup, prefix: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  cleanup.add(() => removeDataDir(dataDir));
  return dataDir;
}

async function startWhole(options: TestShopOptions, cleanup: Cleanup): Promise<TestShop> {
  const given = options.env?.DATA_DIR;
  if (given !== undefined) cleanup.add(() => removeDataDir(given));
  const dataDir = given ?? (await makeDataDir(cleanup, 'cartwright-shop-'));
  const env = {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    SAMPLE_SHOP: 'false',
    ...options.env,
  };
  const copiedKey = await copyShopTemplate('whole', dataDir, options.env ?? {});
  const running: ShopProcess[] = [];
  const start = async (extra: Readonly<Record<string, string>> = {}): Promise<void> => {
    running.push(await startEnded({ env: { ...env, ...extra } }, cleanup));
  };
  await start();
  const current = (): ShopProcess => lastOf(running);
  return {
    shape: 'whole',
    url: current().url,
    apiKey: copiedKey ?? (await makeApiKey(env)),
    dataDir,
    env,
    serviceEnv: () => env,
    logs: () => running.map(({ output }) => output()).join(''),
    processOf: current,
    restart: async (_, extra) => {
      await current().end('SIGKILL');
      await start(extra);
    },
    stop: cleanup.run,
  };
}

/** Every service as its own process with its own database, role and addresses. */
async function startSplit(options: TestShopOptions, cleanup: Cleanup): Promise<TestShop> {
  const dataDir = await makeDataDir(cleanup, 'cartwright-split-');
  const copiedKey = await copyShopTemplate('split', dataDir, options.env ?? {});
  const { server, addresses: databases } = await startDatabasesApart(dataDir, {
    isMigrated: copiedKey !== undefined,
  });
  cleanup.add(() => server.stop());
  const plan = await planProcesses({ dataDir, databases, env: options.env ?? {} });
  const running = new Map<string, ShopProcess[]>();
  const start = async (name: string, extra: Readonly<Record<string, string>> = {}) => {
    const { args, env } = plan.of(name);
    const log =
      options.logDir === undefined ? {} : { logFile: join(options.logDir, `${name}.log`) };
    const started = await startEnded({ args, env: { ...env, ...extra }, ...log }, cleanup);
    running.set(name, [...(running.get(name) ?? []), started]);
  };
  // All at once and in no order: none may need a neighbour to become ready.
  const starts = await Promise.allSettled([...serviceNames, 'gateway'].map((name) => start(name)));
  for (const one of starts) if (one.status === 'rejected') throw one.reason;
  const current = (name: string): ShopProcess => lastOf(running.get(name) ?? []);
  const all = (): ShopProcess[] => [...running.values()].flat();
  // The gateway drains first; the services then end side by side, before their database.
  cleanup.add(() => Promise.all(all().map(({ end }) => end())));
  cleanup.add(() => current('gateway').end());
  return {
    shape: 'split',
    url: plan.url,
    apiKey: copiedKey ?? (await makeApiKey(plan.of('accounts').env)),
    dataDir,
    env: plan.of('gateway').env,
    serviceEnv: (name) => plan.of(name).env,
    logs: () =>
      all()
        .map(({ output }) => output())
        .join(''),
    processOf: current,
    restart: async (name, extra) => {
      await current(name).end('SIGKILL');
      await start(name, extra);
    },
    stop: cleanup.run,
  };
}

async function planProcesses(o: {
  dataDir: string;
  databases: Record<string, { url: string }>;
  env: Readonly<Record<string, string>>;
}) {
  const ports = new Map<string, { open: string; internal: string }>();
  for (const name of [...serviceNames, 'gateway'])
    ports.set(name, { open: String(await freePort()), internal: String(await freePort()) });
  const portsOf = (name: string) => {
    const found = ports.get(name);
    if (found === undefined) throw new Error(`${name} is not a process of the split shape`);
    return found;
  };
  const url = `http://127.0.0.1:${portsOf('gateway').open}`;
  const addresses = Object.fromEntries(
    serviceNames.flatMap((name) => [
      [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${portsOf(name).open}`],
      [`${name.toUpperCase()}_INTERNAL_URL`, `http://127.0.0.1:${portsOf(name).internal}`],
    ]),
  );
  const of = (name: string) => ({
    args: [`--target=${name === 'gateway' ? 'gateway,storefront' : name}`],
    env: {
      ...addresses,
      ...databaseOf(name, o.databases),
      // Each process has a folder of its own, as each container would.
      DATA_DIR: join(o.dataDir, name),
      PORT: portsOf(name).open,
      INTERNAL_PORT: portsOf(name).internal,
      PUBLIC_URL: url,
      CARTWRIGHT_SECRET: 'a secret of the tests that signs nothing of value',
      SAMPLE_SHOP: 'false',
      OTEL_SERVICE_NAME: name,
      ...o.env,
    },
  });
  return { url, of };
}

function lastOf(processes: readonly ShopProcess[]): ShopProcess {
  const last = processes.at(-1);
  if (last === undefined) throw new Error('the process was never started');
  return last;
}
