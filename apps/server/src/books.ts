import {
  findRunningShop,
  type OpenedDatabase,
  openDatabase,
  type ServiceAddress,
  startEmbedded,
} from '@cartwright/database';
import { type Configuration, loadConfiguration } from './configuration.ts';
import { findDatabases, prepareDatabases } from './databases.ts';
import { services } from './services.ts';

/** Databases of services for a command: beside a running shop, or on a server started for it. */
export interface Books {
  configuration: Configuration;
  /** Whether a shop runs on the same data now. */
  isShopRunning: boolean;
  /** The shop's address, when one runs here. */
  shopUrl: string | undefined;
  /** As the service's runtime role. */
  urlOf: (service: string) => string;
  /** As the owner of its schema, for copies of whole tables. */
  ownerUrlOf: (service: string) => string;
  open: (service: string) => OpenedDatabase;
  close: () => Promise<void>;
}

/** Opens what `wanted` names; every command that touches data comes through here. */
export async function openBooks(wanted: readonly string[]): Promise<Books> {
  const configuration = loadConfiguration();
  const { server, addresses } = configuration;
  const isGiven = wanted.every((service) => addresses[`${service}DatabaseUrl`] !== undefined);
  if (server.databaseUrl !== undefined || isGiven)
    return booksOf(configuration, await findDatabases(wanted, configuration), {});
  const running = await findRunningShop(server.dataDir);
  if (running?.adminUrl !== undefined) {
    const url = running.details.url;
    return booksOf(configuration, await addressesAt(running.adminUrl, configuration), {
      isShopRunning: true,
      ...(typeof url === 'string' ? { shopUrl: url } : {}),
    });
  }
  const embedded = await startEmbedded({ dataDir: server.dataDir });
  return booksOf(configuration, await addressesAt(embedded.adminUrl, configuration), {
    stop: embedded.stop,
  });
}

const addressesAt = (
  adminUrl: string,
  configuration: Configuration,
): Promise<Record<string, ServiceAddress>> =>
  prepareDatabases(adminUrl, configuration, () => undefined);

function booksOf(
  configuration: Configuration,
  addresses: Record<string, ServiceAddress>,
  o: { isShopRunning?: boolean; shopUrl?: string; stop?: () => Promise<void> },
): Books {
  const opened: OpenedDatabase[] = [];
  const addressOf = (service: string): ServiceAddress => {
    const address = addresses[service];
    if (address === undefined) throw new Error(`no database was found for ${service}`);
    return address;
  };
  return {
    configuration,
    isShopRunning: o.isShopRunning ?? false,
    shopUrl: o.shopUrl,
    urlOf: (service) => addressOf(service).url,
    ownerUrlOf: (service) => addressOf(service).ownerUrl,
    open: (service) => {
      const one = openDatabase({
        url: addressOf(service).url,
        schema: service,
        connectionsMax: 2,
        applicationName: `cartwright-command-${service}`,
      });
      opened.push(one);
      return one;
    },
    close: async () => {
      for (const one of opened) await one.close();
      await o.stop?.();
    },
  };
}

/** Every service by name. */
export const serviceNames: readonly string[] = services.map(({ contract }) => contract.service);
