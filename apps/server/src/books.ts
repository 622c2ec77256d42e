import {
  findRunningShop,
  type OpenedDatabase,
  openDatabase,
  type ServiceAddress,
  startEmbedded,
} from '@cartwright/database';
import { WrongUsage } from './command-words.ts';
import { type Configuration, loadConfiguration } from './configuration.ts';
import { areDatabasesGiven, findDatabases, prepareDatabases } from './databases.ts';
import { services } from './services.ts';

/** Databases of services for a command: beside a running shop, or on a server started for it. */
export interface Books {
  configuration: Configuration;
  /** Those of the named services that a process, here or on another machine, runs now. */
  findRunning: (services: readonly string[]) => Promise<string[]>;
  /** The shop's address, when one runs here. */
  shopUrl: string | undefined;
  /** As the service's runtime role. */
  urlOf: (service: string) => string;
  /** As the owner of its schema, for copies of whole tables. */
  ownerUrlOf: (service: string) => string;
  open: (service: string) => OpenedDatabase;
  close: () => Promise<void>;
}

/**
 * Opens what `wanted` names; every command that touches data comes through here. Only where one
 * `mayBeNew` is a shop made that is not there: a backup of a wrong folder would be one of nothing.
 */
export async function openBooks(
  wanted: readonly string[],
  { mayBeNew = false }: { mayBeNew?: boolean } = {},
): Promise<Books> {
  const configuration = loadConfiguration();
  const { server } = configuration;
  if (areDatabasesGiven(configuration))
    return booksOf(configuration, await findDatabases(wanted, configuration), {});
  const running = await findRunningShop(server.dataDir);
  if (running?.adminUrl !== undefined) {
    const url = running.details.url;
    // Its start has prepared everything; doing so again would lock tables that it works on.
    return booksOf(configuration, await findDatabases(wanted, configuration, running.adminUrl), {
      ...(typeof url === 'string' ? { shopUrl: url } : {}),
    });
  }
  const embedded = await startEmbedded({ dataDir: server.dataDir, mustExist: !mayBeNew });
  const prepared = await prepareDatabases(embedded.adminUrl, configuration, () => undefined);
  return booksOf(configuration, prepared, { stop: embedded.stop });
}

function booksOf(
  configuration: Configuration,
  addresses: Record<string, ServiceAddress>,
  o: { shopUrl?: string; stop?: () => Promise<void> },
): Books {
  const opened = new Map<string, OpenedDatabase>();
  const addressOf = (service: string): ServiceAddress => {
    const address = addresses[service];
    if (address === undefined) throw new Error(`no database was found for ${service}`);
    return address;
  };
  const open = (service: string): OpenedDatabase => {
    const known = opened.get(service);
    if (known !== undefined) return known;
    const one = openDatabase({
      url: addressOf(service).url,
      schema: service,
      connectionsMax: 2,
      applicationName: `cartwright-command-${service}`,
    });
    opened.set(service, one);
    return one;
  };
  return {
    configuration,
    findRunning: async (wanted) => {
      const running: string[] = [];
      for (const service of wanted)
        if (await isAtWork(open(service), service)) running.push(service);
      return running;
    },
    shopUrl: o.shopUrl,
    urlOf: (service) => addressOf(service).url,
    ownerUrlOf: (service) => addressOf(service).ownerUrl,
    open,
    close: async () => {
      for (const one of opened.values()) await one.close();
      await o.stop?.();
    },
  };
}

/** A running service looks for events and jobs all the time, so it always has a connection. */
async function isAtWork({ pool }: OpenedDatabase, service: string): Promise<boolean> {
  const found = await pool.query(
    `select
     from pg_stat_activity
     where datname = current_database()
       and application_name = $1
     limit 1`,
    // As @cartwright/runtime names the connections of a running service.
    [`cartwright-${service}`],
  );
  return found.rowCount !== 0;
}

/** Every service by name. */
export const serviceNames: readonly string[] = services.map(({ contract }) => contract.service);

/** What `--service` names: one service, or all where it is not said. */
export function servicesIn(name: string | undefined): readonly string[] {
  if (name === undefined) return serviceNames;
  if (serviceNames.includes(name)) return [name];
  throw new WrongUsage(`There is no service ${name}, only ${serviceNames.join(', ')}.`);
}
