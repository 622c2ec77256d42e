import { loadSettings, type Settings } from '@cartwright/config';
import type { CallContext, Client, ContractDefinition } from '@cartwright/contract';
import type { OpenedDatabase } from '@cartwright/database';
import { type AnyService, type RunningServices, startServices as start } from '@cartwright/runtime';
import { logger } from '@cartwright/telemetry';
import { createTestDatabases } from './test-database.ts';
import { waitFor } from './wait.ts';

/** Services on fresh databases, with local bindings that check and copy both ways. */
export interface TestServices {
  /** A client of a running service; as the gateway unless another caller is named. */
  client: <C extends ContractDefinition>(contract: C, caller?: string) => Client<C>;
  databaseOf: (service: string) => OpenedDatabase;
  running: RunningServices;
  /** Waits until no event and no job is left to work on. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Starts real services in this process. Those that they call must be in the list; those that they
 * only hear may be absent.
 */
export async function startServices(
  services: readonly AnyService[],
  options: { env?: Readonly<Record<string, string>>; publicUrl?: string } = {},
): Promise<TestServices> {
  const names = services.map(({ contract }): string => contract.service);
  const databases = await createTestDatabases(names);
  const settings = services.map(({ contract, config }): [string, Record<string, unknown>] => {
    const declared: Settings = config;
    return [contract.service, loadSettings(declared, options.env ?? {})];
  });
  const running = await start({
    services: services.map((service) => withKnownPublishers(service, names)),
    settings: Object.fromEntries(settings),
    databaseUrls: Object.fromEntries(
      Object.entries(databases.addresses).map(([name, { url }]) => [name, url]),
    ),
    placeOf: () => 'here',
    publicUrl: options.publicUrl ?? 'http://127.0.0.1:8080',
    deploymentSecret: 'a secret of the tests that signs nothing of value',
    log: logger({ level: 'silent' }),
    isStrict: true,
  });
  return {
    client: (contract, caller = 'gateway') => running.client(contract, caller),
    databaseOf: (service) => running.databaseOf(service),
    running,
    settled: async () => {
      await waitFor('all events and jobs to be done', () => running.isSettled(), {
        timeoutMs: 30_000,
      });
    },
    stop: async () => {
      await running.stopWork();
      await running.close();
      await databases.drop();
    },
  };
}

function withKnownPublishers(service: AnyService, names: readonly string[]): AnyService {
  const hears: Record<string, ContractDefinition> = service.hears;
  const known = Object.entries(hears).filter(([, contract]) => names.includes(contract.service));
  return { ...service, hears: Object.fromEntries(known) };
}

/** Contexts of calls in tests, with ten seconds to go. */
export const callAs = (
  actor: CallContext['actor'],
  more: Partial<CallContext> = {},
): CallContext => ({ deadline: Date.now() + 10_000, actor, ...more });

export const asAnyone = (more: Partial<CallContext> = {}): CallContext =>
  callAs({ kind: 'anonymous' }, more);

export const asStaff = (more: Partial<CallContext> = {}): CallContext =>
  callAs({ kind: 'staff', id: '018f0000-0000-7000-8000-000000000001', scopes: ['*'] }, more);
