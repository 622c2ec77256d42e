import type { Settings, Values } from '@cartwright/config';
import type {
  CallContext,
  Client,
  ContractDefinition,
  EventBatch,
  Handlers,
} from '@cartwright/contract';
import { platformRoutes } from '@cartwright/contract';
import { deleteExpiredAnswers, type OpenedDatabase, openDatabase } from '@cartwright/database';
import {
  createEventLog,
  createSubscriber,
  type EventLog,
  readEventBooks,
  type Subscriber,
} from '@cartwright/events';
import {
  backgroundContext,
  httpClient,
  localClient,
  type MountHandler,
  type ServiceAddress,
} from '@cartwright/http';
import {
  createJobRunner,
  type JobRunner,
  measureDueJobs,
  type RunningSweeps,
  startSweeps,
} from '@cartwright/jobs';
import { type Logger, watchPool } from '@cartwright/telemetry';
import { sql } from 'kysely';
import type { AnyService, ServiceImplementation } from './define-service.ts';
import { deriveKey } from './keys.ts';

// biome-ignore lint/suspicious/noExplicitAny: one map holds the clients of every contract
export type AnyClient = Client<any>;

/** Where a service is found: in this process, or at its addresses. */
export type Place = 'here' | ServiceAddress;

interface StartOptions {
  services: readonly AnyService[];
  /** Settings of each service, read from the environment. */
  settings: Readonly<Record<string, Values<Settings>>>;
  /** Address of each service's database as its runtime role. */
  databaseUrls: Readonly<Record<string, string>>;
  placeOf: (service: string) => Place;
  publicUrl: string;
  deploymentSecret: string;
  log: Logger;
  /** In tests: local calls check and copy both ways. */
  isStrict: boolean;
  /** Answers calls and does nothing of itself: no event is heard, no job and no sweep runs. */
  isIdle?: boolean;
}

/** The services of one process, running. */
export interface RunningServices {
  /** A client as `caller` would get it, by the wiring. */
  client: <C extends ContractDefinition>(contract: C, caller: string) => Client<C>;
  handlersOf: (service: string) => Handlers<ContractDefinition>;
  databaseOf: (service: string) => OpenedDatabase;
  mounts: Readonly<Record<string, MountHandler>>;
  /** Names what is missing; empty when the database of every service here answers. */
  readiness: () => Promise<string[]>;
  /** Whether no event waits to be heard and no job to be run at this moment. */
  isSettled: () => Promise<boolean>;
  /** Ends background work and waits for what runs; handlers still answer afterwards. */
  stopWork: () => Promise<void>;
  /** Closes pools and connections: the last step. */
  close: () => Promise<void>;
}

/** The key that signs and verifies internal tokens of this deployment. */
export const internalKey = (deploymentSecret: string): Uint8Array =>
  deriveKey(deploymentSecret)('internal-tokens').export();

/** Every contract with the routes that the platform adds to all. */
export const withPlatformRoutes = <C extends ContractDefinition>(contract: C): C => ({
  ...contract,
  routes: { ...contract.routes, ...platformRoutes },
});

interface Part {
  definition: AnyService;
  opened: OpenedDatabase;
  eventLog: EventLog;
  jobs: JobRunner;
  implementation: ServiceImplementation<ContractDefinition>;
  subscribers: Subscriber[];
  sweeps: RunningSweeps | undefined;
}

/** Builds and starts the services of this process, each with what its declaration asks for. */
export async function startServices(options: StartOptions): Promise<RunningServices> {
  const parts = new Map<string, Part>();
  const closers: (() => Promise<void>)[] = [];
  const client = clientFactory(options, parts, closers);
  for (const definition of options.services)
    parts.set(definition.contract.service, buildPart(definition, options, client));
  const running = handlesOf(parts, client, closers);
  try {
    if (options.isIdle !== true)
      for (const part of parts.values()) await startPart(part, client, options.log);
  } catch (error) {
    await running.stopWork();
    await running.close();
    throw error;
  }
  return running;
}

type ClientOf = RunningServices['client'];

/** A client by the wiring: a call here, HTTP elsewhere; made once for caller and callee. */
function clientFactory(
  options: StartOptions,
  parts: ReadonlyMap<string, Part>,
  closers: (() => Promise<void>)[],
): ClientOf {
  const made = new Map<string, AnyClient>();
  const key = internalKey(options.deploymentSecret);
  const make = (contract: ContractDefinition, caller: string): AnyClient => {
    const place = options.placeOf(contract.service);
    if (place !== 'here') {
      const client = httpClient({ contract, caller, address: place, key });
      closers.push(() => client.close());
      return client;
    }
    return localClient({
      contract,
      caller,
      strict: options.isStrict,
      log: options.log.child({ service: contract.service }),
      handlers: () => partOf(parts, contract.service).implementation.handlers,
    });
  };
  return (contract, caller) => {
    const id = `${caller} ${contract.service}`;
    const client = made.get(id) ?? make(withPlatformRoutes(contract), caller);
    made.set(id, client);
    // Made from this very contract, so it has exactly its routes.
    return client as Client<typeof contract>;
  };
}

function partOf(parts: ReadonlyMap<string, Part>, service: string): Part {
  const part = parts.get(service);
  if (part === undefined) throw new Error(`${service} does not run in this process`);
  return part;
}

function buildPart(definition: AnyService, options: StartOptions, client: ClientOf): Part {
  const { contract } = definition;
  const service: string = contract.service;
  const url = options.databaseUrls[service];
  if (url === undefined) throw new Error(`no database was given for ${service}`);
  const log = options.log.child({ service });
  const opened = openDatabase({
    url,
    schema: service,
    connectionsMax: definition.connectionsMax,
    ...(definition.plans === undefined ? {} : { plans: definition.plans }),
    applicationName: `cartwright-${service}`,
    onConnectionFault: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  watchPool(service, opened.pool);
  const eventLog = createEventLog({ service, db: opened.db, log });
  const jobs = createJobRunner({
    service,
    db: opened.db,
    pool: opened.pool,
    log,
    concurrency: definition.jobsAtOnce,
  });
  const built: ServiceImplementation<ContractDefinition> = definition.build({
    config: options.settings[service] ?? {},
    db: opened.db,
    clients: clientsFor(definition, client),
    jobs: jobs.queue,
    log,
    publicUrl: options.publicUrl,
    secret: deriveKey(options.deploymentSecret),
  });
  const handlers = withPlatformHandlers(built.handlers, { eventLog, opened });
  const implementation = { ...built, handlers };
  return { definition, opened, eventLog, jobs, implementation, subscribers: [], sweeps: undefined };
}

function clientsFor(definition: AnyService, client: ClientOf): Record<string, AnyClient> {
  const calls: Record<string, ContractDefinition> = definition.calls;
  return Object.fromEntries(
    Object.entries(calls).map(([name, contract]) => [
      name,
      client(contract, definition.contract.service),
    ]),
  );
}

/** Every service answers the platform's routes beside its own. */
function withPlatformHandlers(
  handlers: Handlers<ContractDefinition>,
  { eventLog, opened }: Pick<Part, 'eventLog' | 'opened'>,
): Handlers<ContractDefinition> {
  const readEvents = async (input: unknown) => {
    // Checked against platformRoutes.readEvents by the binding.
    const { query } = input as { query: Parameters<EventLog['read']>[0] };
    return { status: 200, body: await eventLog.read(query) };
  };
  const verifyEvents = async (input: unknown) => {
    // As above, against platformRoutes.verifyEvents.
    const { query } = input as { query: Parameters<typeof readEventBooks>[1] };
    return { status: 200, body: await readEventBooks(opened.db, query) };
  };
  return { ...handlers, readEvents, verifyEvents } as unknown as Handlers<ContractDefinition>;
}

async function startPart(part: Part, client: ClientOf, log: Logger): Promise<void> {
  const { definition, implementation } = part;
  const service: string = definition.contract.service;
  const own = log.child({ service });
  part.eventLog.start();
  part.subscribers = subscribersOf(part, client, own);
  for (const subscriber of part.subscribers) subscriber.start();
  await part.jobs.start(implementation.jobs ?? []);
  part.sweeps = startSweeps([...(implementation.sweeps ?? []), ...platformSweeps(part)], own);
}

const hourMs = 3_600_000;
/** As often as figures are mostly fetched. */
const measureMs = 15_000;

/** Housekeeping of the tables that every service has. */
const platformSweeps = ({ definition, eventLog, implementation, opened }: Part) => [
  { name: 'trim-event-log', everyMs: hourMs, run: () => eventLog.trim() },
  {
    name: 'forget-idempotency-records',
    everyMs: hourMs,
    run: () => deleteExpiredAnswers(opened.db),
  },
  ...((implementation.jobs ?? []).length === 0
    ? []
    : [
        {
          name: 'measure-due-jobs',
          everyMs: measureMs,
          run: () => measureDueJobs(opened.db, definition.contract.service),
        },
      ]),
];

function subscribersOf(part: Part, client: ClientOf, log: Logger): Subscriber[] {
  const { definition, implementation, opened } = part;
  const service: string = definition.contract.service;
  const hears: Record<string, ContractDefinition> = definition.hears;
  return Object.values(hears).flatMap((contract) => {
    const subscriptions = (implementation.subscriptions ?? []).filter(({ definition: { type } }) =>
      type.startsWith(`${contract.service}.`),
    );
    if (subscriptions.length === 0) return [];
    const reader: AnyClient = client(contract, service);
    const read = async (query: Parameters<EventLog['read']>[0]): Promise<EventBatch> => {
      const readEvents = reader.readEvents;
      if (readEvents === undefined) throw new Error(`${contract.service} has no event log`);
      const context: CallContext = backgroundContext({ timeoutMs: 10_000 });
      const answer = await readEvents({ query }, context);
      // The platform route's only answer.
      return answer.body as EventBatch;
    };
    return [
      createSubscriber({
        service,
        publisher: contract.service,
        db: opened.db,
        read,
        subscriptions,
        log,
      }),
    ];
  });
}

function handlesOf(
  parts: ReadonlyMap<string, Part>,
  client: ClientOf,
  closers: readonly (() => Promise<void>)[],
): RunningServices {
  const all = () => [...parts.values()];
  return {
    client,
    handlersOf: (service) => partOf(parts, service).implementation.handlers,
    databaseOf: (service) => partOf(parts, service).opened,
    mounts: Object.assign({}, ...all().map(({ implementation }) => implementation.mounts ?? {})),
    readiness: async () => (await Promise.all(all().map(missingIn))).flat(),
    isSettled: () => areSettled(all()),
    stopWork: async () => {
      await Promise.all(all().map(stopPart));
    },
    close: async () => {
      await Promise.all(all().map(({ opened }) => opened.close()));
      await Promise.all(closers.map((close) => close()));
    },
  };
}

/**
 * A subscription that stands still is told by its metric and the log, not here: after the restore
 * of one service all that hear it would be taken out of service, and the shop with them.
 */
async function missingIn({ definition, opened }: Part): Promise<string[]> {
  try {
    await sql`select 1`.execute(opened.db);
    return [];
  } catch {
    // Readiness says what is missing; the reason is in the log of whoever needed the database.
    return [`${definition.contract.service}: the database does not answer`];
  }
}

/**
 * What one has just passed on may be seen with neither: so they are asked in the order in which
 * work is passed on, and once more, since jobs tell events too.
 */
async function areSettled(parts: readonly Part[]): Promise<boolean> {
  const looks = [
    () => parts.map(({ eventLog }) => eventLog.isSettled()),
    () => parts.flatMap(({ subscribers }) => subscribers.map((one) => one.isSettled())),
    () => parts.map(({ jobs }) => jobs.isSettled()),
  ];
  for (const look of [...looks, ...looks])
    if (!(await Promise.all(look())).every(Boolean)) return false;
  return true;
}

async function stopPart({ implementation, eventLog, jobs, subscribers, sweeps }: Part) {
  await Promise.all([...subscribers.map((subscriber) => subscriber.stop()), sweeps?.stop()]);
  await jobs.stop();
  await eventLog.stop();
  await implementation.stop?.();
}
