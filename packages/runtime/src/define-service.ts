import type { KeyObject } from 'node:crypto';
import type { Settings, Values } from '@cartwright/config';
import type { Client, ContractDefinition, Handlers } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { Subscription } from '@cartwright/events';
import type { MountHandler } from '@cartwright/http';
import type { JobDefinition, JobQueue, Sweep } from '@cartwright/jobs';
import type { Logger } from '@cartwright/telemetry';

type Contracts = Readonly<Record<string, ContractDefinition>>;

/** What a service is built from: nothing else reaches it. */
interface ServiceParts<S extends Settings, Calls extends Contracts> {
  config: Values<S>;
  // biome-ignore lint/suspicious/noExplicitAny: each service narrows it to its generated tables
  db: Database<any>;
  clients: { readonly [K in keyof Calls]: Client<Calls[K]> };
  jobs: JobQueue;
  log: Logger;
  /** The shop's address as its customers see it, without a slash at the end. */
  publicUrl: string;
  /** A 32-byte key for one purpose, derived from the deployment's secret. */
  secret: (purpose: string) => KeyObject;
}

/** What a service does: one handler a route, and its background work. */
export interface ServiceImplementation<C extends ContractDefinition> {
  handlers: Handlers<C>;
  subscriptions?: readonly Subscription[];
  jobs?: readonly JobDefinition[];
  sweeps?: readonly Sweep[];
  mounts?: Readonly<Record<string, MountHandler>>;
  stop?: () => Promise<void>;
}

/** One service in one declaration: read this first in every service. */
interface ServiceDefinition<
  C extends ContractDefinition = ContractDefinition,
  S extends Settings = Settings,
  Calls extends Contracts = Contracts,
> {
  contract: C;
  config: S;
  /** Services that it asks; the edges of the call graph, which has no cycle. */
  calls: Calls;
  /** Services whose events it hears. */
  hears: Contracts;
  /** Connections of its pool; all services of one process share the process's limit. */
  connectionsMax: number;
  /** See `DatabaseOptions`. */
  plans?: 'lookups' | 'sets';
  /** See `JobRunnerOptions.concurrency`. */
  jobsAtOnce?: number;
  migrations: URL;
  build: (parts: ServiceParts<S, Calls>) => ServiceImplementation<C>;
}

export const defineService = <
  const C extends ContractDefinition,
  S extends Settings,
  const Calls extends Contracts,
>(
  definition: ServiceDefinition<C, S, Calls>,
): ServiceDefinition<C, S, Calls> => definition;

/** A service of any contract, as lists of services hold them. */
// biome-ignore lint/suspicious/noExplicitAny: parameters of `build` differ from service to service
export type AnyService = ServiceDefinition<any, any, any>;
