import { setTimeout as delay } from 'node:timers/promises';
import type { CallContext, Client, EventBatch, EventBooks } from '@cartwright/contract';
import { type ContractDefinition, isContractError } from '@cartwright/contract';
import { StartupProblem } from '@cartwright/database';
import { type RunningServices, startServices } from '@cartwright/runtime';
import { logger } from '@cartwright/telemetry';
import { type Books, openBooks, serviceNames } from '../books.ts';
import { type Configuration, loadConfiguration } from '../configuration.ts';
import { areDatabasesGiven } from '../databases.ts';
import { deploymentSecret } from '../deployment-secret.ts';
import { services } from '../services.ts';
import { readTarget } from '../targets.ts';
import { missingAddresses, placeOf } from '../wiring.ts';
import { findPaymentProvider } from './payment-books.ts';

/** Every service of a shop, asked through its contract wherever its data are. */
export interface ShopServices {
  client: <C extends ContractDefinition>(contract: C) => Client<C>;
  events: (service: string) => EventClient;
  close: () => Promise<void>;
}

interface EventClient {
  read: (query: { after: number; limit: number }) => Promise<EventBatch>;
  verify: (query: { from: number }) => Promise<EventBooks>;
}

/** A page of stock reads all promises, a page of a slow provider a hundred keys. */
const CALL_MS = 110_000;

export const callContext = (): CallContext => ({
  actor: { kind: 'system' },
  deadline: Date.now() + CALL_MS,
});

/**
 * Services that run apart are asked over HTTP, where this process is told all their addresses and
 * no database. Else their own code answers here, on their databases, beside a shop that runs or in
 * its place: it does nothing but answer.
 */
export async function openShopServices(): Promise<ShopServices> {
  const configuration = loadConfiguration();
  if (isApart(configuration)) {
    const missing = missingAddresses(readTarget('gateway'), configuration.addresses);
    if (missing.length > 0) throw new StartupProblem(`${missing.join('; ')}.`);
    return servicesOf(configuration, undefined, []);
  }
  const books = await openBooks(serviceNames);
  try {
    return await openHere(books);
  } catch (error) {
    await books.close();
    throw error;
  }
}

async function openHere(books: Books): Promise<ShopServices> {
  const provider = await findPaymentProvider(books);
  try {
    const { configuration } = books;
    const settings = { ...configuration, services: provider.settings };
    return await servicesOf(settings, books, [provider.close, books.close]);
  } catch (error) {
    await provider.close();
    throw error;
  }
}

/** One address says so: with another forgotten, some empty shop here would be found in order. */
const isApart = (configuration: Configuration): boolean =>
  !areDatabasesGiven(configuration) &&
  serviceNames.some((service) => configuration.addresses[`${service}InternalUrl`] !== undefined);

async function servicesOf(
  { server, addresses, services: settings }: Configuration,
  books: Books | undefined,
  closers: readonly (() => Promise<void>)[],
): Promise<ShopServices> {
  const isWhole = books !== undefined;
  const here = isWhole ? serviceNames : [];
  const target = { services: here, hasGateway: false, hasStorefront: false, isWhole };
  const running = await startServices({
    services: isWhole ? services : [],
    settings,
    databaseUrls: Object.fromEntries(here.map((name) => [name, books?.urlOf(name) ?? ''])),
    placeOf: (service) => {
      const place = placeOf(service, target, addresses);
      if (place === undefined) throw new StartupProblem(`${service} has no address.`);
      return place;
    },
    publicUrl: server.publicUrl ?? books?.shopUrl ?? `http://${server.host}:${server.port}`,
    deploymentSecret: await deploymentSecret(server.secret, server.dataDir),
    log: logger({ level: 'silent' }),
    isStrict: false,
    isIdle: true,
  });
  return {
    client: (contract) => patient(running.client(contract, 'verify'), contract.service),
    events: (service) => eventClient(running, service),
    close: async () => {
      await running.stopWork();
      await running.close();
      for (const close of closers) await close();
    },
  };
}

function eventClient(running: RunningServices, service: string): EventClient {
  const definition = services.find(({ contract }) => contract.service === service);
  if (definition === undefined) throw new Error(`${service} is not a service`);
  const contract: ContractDefinition = definition.contract;
  const { readEvents, verifyEvents } = patient(running.client(contract, 'verify'), service);
  const ask = async (call: typeof readEvents, query: object): Promise<unknown> => {
    if (call === undefined) throw new Error(`${service} answers nothing of its events`);
    return (await call({ query }, callContext())).body;
  };
  return {
    // The only answers of these two routes of the platform.
    read: async (query) => (await ask(readEvents, query)) as EventBatch,
    verify: async (query) => (await ask(verifyEvents, query)) as EventBooks,
  };
}

const TRIES_MAX = 5;

/**
 * A shop that is busy, or whose database starts again, may refuse for a moment: every call here
 * only reads, or may be repeated, so it is made again with growing pauses.
 */
function patient<C extends ContractDefinition>(client: Client<C>, service: string): Client<C> {
  type Call = (input: unknown, context: CallContext) => Promise<unknown>;
  // A client is a record of calls, whatever its contract makes of their types.
  const given = client as unknown as Readonly<Record<string, Call>>;
  const calls = Object.entries(given).map(([name, call]) => {
    const again = async (input: unknown): Promise<unknown> => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await call(input, callContext());
        } catch (error) {
          if (!isContractError(error)) throw error;
          const isPassing = error.code === 'unavailable' || error.code === 'outcome-unknown';
          if (!isPassing || tries === TRIES_MAX)
            throw new StartupProblem(`${service} could not be asked (${name}: ${error.code}).`, {
              cause: error,
            });
          await delay(250 * 2 ** tries);
        }
      }
    };
    return [name, again];
  });
  // Made from this very client, so it has exactly its calls.
  return Object.fromEntries(calls) as unknown as Client<C>;
}
