import { setTimeout as delay } from 'node:timers/promises';
import { accountsContract } from '@cartwright/accounts/contract';
import {
  type EmbeddedServer,
  StartupProblem,
  setBatching,
  startEmbedded,
} from '@cartwright/database';
import { createGateway } from '@cartwright/gateway';
import {
  createHttpServer,
  serveContract,
  serveHealth,
  serveMetrics,
  serveMounts,
} from '@cartwright/http';
import {
  internalKey,
  type RunningServices,
  startServices,
  withPlatformRoutes,
} from '@cartwright/runtime';
import { serveStorefront } from '@cartwright/storefront';
import { type Logger, logger, startProcessMetrics } from '@cartwright/telemetry';
import { stopTracing } from '@cartwright/telemetry/tracing';
import type { FastifyInstance } from 'fastify';
import { fetchAt, fetchFrom } from './api-fetch.ts';
import { type Configuration, loadConfiguration, withFixedPort } from './configuration.ts';
import { areDatabasesGiven, findDatabases, prepareDatabases } from './databases.ts';
import { deploymentSecret } from './deployment-secret.ts';
import { firstSteps } from './first-steps.ts';
import { keepPages } from './kept-pages.ts';
import { listen, refuseTakenPort } from './listening.ts';
import { startPaymentProvider } from './payment-provider.ts';
import { startReadCache } from './read-cache.ts';
import { remoteMounts } from './remote-mounts.ts';
import { services } from './services.ts';
import { type StopStep, takeSteps } from './shutdown.ts';
import type { Target } from './targets.ts';
import { missingAddresses, placeOf, wiringTable } from './wiring.ts';

/** What a running process needs to be stopped. */
interface RunningShop {
  steps: readonly StopStep[];
  log: Logger;
}

/** Starts what the target names, in the order in which each part needs the one before it. */
export async function startShop(target: Target): Promise<RunningShop> {
  const configuration = await withFixedPort(loadConfiguration());
  const { server, addresses } = configuration;
  const log = logger({ level: server.logLevel });
  const missing = missingAddresses(target, addresses);
  if (missing.length > 0) throw new StartupProblem(`${missing.join('; ')}.`);
  refuseTooManyConnections(target, server.connectionsMax);
  setBatching(server.writeBatching === 'on');
  await refuseTakenPort(server);
  const undo: StopStep[] = [];
  try {
    return await startParts({ target, configuration, log, undo });
  } catch (error) {
    await takeSteps({ steps: undo.reverse(), log });
    throw error;
  }
}

/** All pools of a process together stay below its share of what PostgreSQL accepts. */
function refuseTooManyConnections(target: Target, connectionsMax: number): void {
  const wanted = services
    .filter(({ contract }) => target.services.includes(contract.service))
    .reduce((sum, service) => sum + service.connectionsMax, 0);
  if (wanted > connectionsMax)
    throw new StartupProblem(
      `The services of this process need ${wanted} database connections: set DATABASE_CONNECTIONS_MAX to ${wanted} or more.`,
    );
}

interface Start {
  target: Target;
  configuration: Configuration;
  log: Logger;
  /** Steps that end what has been started so far. */
  undo: StopStep[];
}

async function startParts(o: Start): Promise<RunningShop> {
  const { target, configuration, log, undo } = o;
  const { server } = configuration;
  const publicUrl = server.publicUrl ?? `http://${hostInUrl(server.host)}:${server.port}`;
  const secret = await deploymentSecret(server.secret, server.dataDir);
  const databases = await openDatabases(o);
  let settings = configuration.services;
  if (target.services.includes('payments')) {
    const provider = await startPaymentProvider({ configuration, publicUrl, secret, log });
    undo.push(provider.step);
    settings = provider.settings;
  }
  const running = await startServices({
    services: services.filter(({ contract }) => target.services.includes(contract.service)),
    settings,
    databaseUrls: databases.urls,
    placeOf: (service) => {
      const place = placeOf(service, target, configuration.addresses);
      if (place === undefined) throw new Error(`${service} has no address`);
      return place;
    },
    publicUrl,
    deploymentSecret: secret,
    log,
    isStrict: false,
  });
  undo.push({ name: 'close pools', run: running.close });
  undo.push({ name: 'stop workers', run: running.stopWork });
  const state = {
    isStopping: false,
    stop: () => {
      state.isStopping = true;
    },
  };
  const apps: FastifyInstance[] = [];
  const drain = () => Promise.all(apps.map((app) => app.close()));
  const drainMs = server.shutdownSeconds * 1_000;
  undo.push({ name: 'stop accepting and drain', run: drain, timeoutMs: drainMs });
  await serve({ ...o, running, secret, publicUrl, state, apps });
  if (target.isWhole) await databases.embedded?.publish({ url: publicUrl });
  startProcessMetrics();
  for (const line of wiringTable(target, configuration.addresses)) log.info(line);
  process.stdout.write(`Cartwright is ready at ${publicUrl}\n`);
  const waitMs = server.shutdownWaitSeconds * 1_000;
  const filling = target.isWhole ? await firstSteps({ ...o, running, publicUrl }) : undefined;
  return {
    log,
    steps: [
      { name: 'not ready', run: async () => state.stop() },
      { name: 'wait for load balancers', run: () => delay(waitMs), timeoutMs: waitMs + 1_000 },
      // As long as one picture may take.
      { name: 'sample shop', run: async () => filling?.stop(), timeoutMs: 30_000 },
      ...undo.reverse(),
      { name: 'flush telemetry', run: stopTracing },
    ],
  };
}

const hostInUrl = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

/** The embedded server when nothing else was given; what it takes is undone by the last step. */
async function openDatabases({ target, configuration, log, undo }: Start): Promise<{
  urls: Record<string, string>;
  embedded?: EmbeddedServer;
}> {
  if (target.services.length === 0) return { urls: {} };
  if (areDatabasesGiven(configuration))
    return { urls: urlsOf(await findDatabases(target.services, configuration)) };
  const embedded = await startEmbedded({
    dataDir: configuration.server.dataDir,
    onNotice: (message) => log.warn(message),
  });
  // It writes what is only in memory, minutes of a busy shop, and this process must outlive it.
  undo.push({ name: 'stop PostgreSQL', run: embedded.stop, timeoutMs: 120_000 });
  const prepared = await prepareDatabases(embedded.adminUrl, configuration, (line) =>
    log.info(line),
  );
  return { urls: urlsOf(prepared), embedded };
}

const urlsOf = (addresses: Record<string, { url: string }>): Record<string, string> =>
  Object.fromEntries(Object.entries(addresses).map(([service, { url }]) => [service, url]));

interface Serve extends Start {
  running: RunningServices;
  secret: string;
  publicUrl: string;
  state: { readonly isStopping: boolean };
  /** Each server is told here as soon as it is made, so that a failed start closes it too. */
  apps: FastifyInstance[];
}

/** Opens the ports of this target: the shop's one, or the two of services that run apart. */
async function serve(o: Serve): Promise<void> {
  const { target, configuration, log, apps } = o;
  const { server } = configuration;
  const isFront = target.hasGateway || target.hasStorefront;
  apps.push(...(isFront ? [await frontOf(o)] : serviceApps(o)));
  const { host } = server;
  const ports = [
    { port: server.port, env: 'PORT' },
    { port: server.internalPort, env: 'INTERNAL_PORT' },
  ];
  for (const [index, app] of apps.entries())
    await listen(app, { host, ...(ports[index] ?? { port: 0 }) });
  if (server.metricsPort !== 0) {
    const app = createHttpServer({ log, name: 'metrics' });
    apps.push(app);
    serveMetrics(app);
    await listen(app, { host, port: server.metricsPort, env: 'METRICS_PORT' });
  }
}

async function frontOf(o: Serve): Promise<FastifyInstance> {
  const { running, target, configuration, log } = o;
  const { server, addresses } = configuration;
  const clients = (target.hasGateway ? services : []).map(({ contract }) => ({
    contract: withPlatformRoutes(contract),
    client: running.client(contract, 'gateway'),
  }));
  const { cache, step } = startReadCache(o);
  o.undo.push(step);
  const app = await createGateway({
    services: clients,
    // Looked up when it is asked: a storefront alone has no addresses of services.
    accounts: {
      identify: (input, context) =>
        running.client(accountsContract, 'gateway').identify(input, context),
    },
    mounts: target.hasGateway ? { ...remoteMounts(target, addresses), ...running.mounts } : {},
    readiness: () => readinessOf(o),
    servesMetrics: server.metricsPort === 0,
    trustedProxies: server.isProxyTrusted ? server.proxies : 0,
    cache,
    settings: configuration.gateway,
    log: log.child({ service: 'gateway' }),
  });
  if (target.hasStorefront) {
    const inProcess = target.hasGateway ? fetchFrom(app, cache) : undefined;
    const onFault = (error: unknown) => log.warn({ err: error }, 'the gateway did not answer');
    await serveStorefront(app, {
      fetch: inProcess ?? fetchAt(server.gatewayUrl, { onFault }),
      keep: keepPages({
        cache,
        // Another process may hear of a change later than this one, so its cache is passed by.
        fetch: inProcess ?? fetchAt(server.gatewayUrl, { onFault, isAnew: true }),
      }),
      publicUrl: o.publicUrl,
      merchant: configuration.storefront,
      dataDir: server.dataDir,
      onProgress: (line) => log.info(line),
    });
  }
  return app;
}

async function readinessOf({ running, state }: Serve): Promise<string[]> {
  const missing = await running.readiness();
  return state.isStopping ? ['the process is stopping', ...missing] : missing;
}

function serviceApps(o: Serve): FastifyInstance[] {
  const { running, target, configuration, secret, log } = o;
  const key = internalKey(secret);
  return (['public', 'internal'] as const).map((kind) => {
    const app = createHttpServer({ log, name: kind, trustedProxies: 1 });
    for (const service of target.services) {
      const definition = services.find(({ contract }) => contract.service === service);
      if (definition === undefined) continue;
      const contract = withPlatformRoutes(definition.contract);
      serveContract(app, { contract, handlers: running.handlersOf(service), kind, key, log });
    }
    if (kind === 'internal') return app;
    serveHealth(app, () => readinessOf(o));
    if (configuration.server.metricsPort === 0) serveMetrics(app);
    serveMounts(app, running.mounts, log);
    return app;
  });
}
