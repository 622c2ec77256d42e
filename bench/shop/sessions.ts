import { environment } from '@cartwright/config';
import { openDatabase } from '@cartwright/database';
import { loadConfiguration } from '../../apps/server/src/configuration.ts';
import { findDatabases } from '../../apps/server/src/databases.ts';
import { services } from '../../apps/server/src/services.ts';
import type { RunningShop } from './running-shop.ts';

/** Without these a figure would be won by losing orders at the next power cut. */
const mustBeOn = ['fsync', 'synchronous_commit', 'full_page_writes'];

/** The others differ by service, or by how it connects, and change no plan. */
const isTold = (name: string): boolean =>
  !['search_path', 'application_name', 'client_encoding'].includes(name) &&
  !name.startsWith('tcp_');

interface Setting {
  name: string;
  setting: string;
  source: string;
}

/**
 * What services set for their own sessions beside the server's settings, with the services that
 * do: asked for on a connection made as each service makes it, with its role.
 * @throws when such a connection does not write durably.
 */
export async function describeSessions(shop: RunningShop): Promise<Record<string, string[]>> {
  const sessions: Record<string, string[]> = {};
  for (const { contract, plans } of services) {
    const { service } = contract;
    const settings = await settingsOf(await urlOf(shop, service), service, plans);
    const off = mustBeOn.filter(
      (name) => settings.find((one) => one.name === name)?.setting !== 'on',
    );
    if (off.length > 0)
      throw new Error(`${service} does not write durably: ${off.join(', ')} must be on`);
    const own = settings
      .filter(({ name, source }) => isTold(name) && isOfSession(source))
      .map(({ name, setting }) => `${name}=${setting}`)
      .join(' ');
    sessions[own] = [...(sessions[own] ?? []), service];
  }
  return sessions;
}

/** As the service's own process finds its database. */
async function urlOf(shop: RunningShop, service: string): Promise<string> {
  const configuration = loadConfiguration({ ...environment(), ...shop.serviceEnv(service) });
  const given = configuration.addresses[`${service}DatabaseUrl`];
  if (typeof given === 'string') return given;
  const found = await findDatabases([service], configuration, shop.adminUrl);
  const url = found[service]?.url;
  if (url === undefined) throw new Error(`${service} has no database`);
  return url;
}

/** By the connection itself, or by what was set for its role or database. */
const isOfSession = (source: string): boolean =>
  ['client', 'user', 'database', 'database user'].includes(source);

async function settingsOf(
  url: string,
  service: string,
  plans: 'lookups' | 'sets' | undefined,
): Promise<Setting[]> {
  const { pool, close } = openDatabase({
    url,
    schema: service,
    connectionsMax: 1,
    applicationName: 'bench',
    ...(plans === undefined ? {} : { plans }),
  });
  try {
    const { rows } = await pool.query<Setting>(
      `select name, current_setting(name) as setting, source
       from pg_settings
       order by name`,
    );
    return rows;
  } finally {
    await close();
  }
}
