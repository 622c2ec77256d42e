import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Credentials,
  fileCredentials,
  isDatabaseUnavailable,
  migrate,
  openDatabase,
  pendingMigrations,
  platformMigrations,
  provision,
  readPasswords,
  type ServiceAddress,
  StartupProblem,
  serviceAddresses,
} from '@cartwright/database';
import { eventMigrations } from '@cartwright/events';
import { installJobSchema } from '@cartwright/jobs';
import { commandOf } from './command-words.ts';
import type { Configuration } from './configuration.ts';
import { services } from './services.ts';

const names = services.map(({ contract }): string => contract.service);

/** The platform's tables, then the service's own. */
const foldersOf = (service: string): URL[] => {
  const own = services.find(({ contract }) => contract.service === service)?.migrations;
  if (own === undefined) throw new Error(`${service} is not a service`);
  return [platformMigrations, eventMigrations, own];
};

const keptPasswords = ({ server }: Configuration): string =>
  join(server.dataDir, 'credentials.json');

/** The one that stands in the address of its service's database. */
function givenPassword(role: string, { addresses }: Configuration): string | undefined {
  const url = addresses[`${role}DatabaseUrl`];
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { username, password } = new URL(url);
  return username === role && password !== '' ? decodeURIComponent(password) : undefined;
}

/** Given ones count; others are made once and kept. */
function credentialsOf(configuration: Configuration): Credentials {
  const kept = fileCredentials(keptPasswords(configuration));
  return {
    passwordOf: async (role) => givenPassword(role, configuration) ?? kept.passwordOf(role),
  };
}

const optionsFor = (adminUrl: string, configuration: Configuration) => ({
  adminUrl,
  services: names,
  layout: configuration.server.databaseLayout,
  roles: configuration.server.databaseRoles,
  credentials: credentialsOf(configuration),
});

/**
 * Refuses a database whose passwords are kept elsewhere: giving its roles others would shut out
 * every process that runs on it, at its next connection.
 */
export async function refuseOthersPasswords(
  adminUrl: string,
  configuration: Configuration,
): Promise<void> {
  const path = resolve(keptPasswords(configuration));
  const { isPrepared, roles } = await lookAt(adminUrl);
  // Those of the owners are for commands only.
  const areGiven = names.every((role) => givenPassword(role, configuration) !== undefined);
  if (!isPrepared || configuration.server.databaseRoles === 'single' || areGiven) return;
  if (!existsSync(path))
    throw new StartupProblem(
      `The database was prepared with passwords that are not in ${path}: copy that file from the DATA_DIR of whoever did, or, where it is lost, make one that holds {}. The roles get new passwords then, and running processes must be started anew.`,
    );
  if (!(await mayBeItsPasswords(adminUrl, configuration, roles)))
    throw new StartupProblem(
      `No password in ${path} is one of this database: set DATA_DIR to a folder with the credentials.json of whoever prepared it, or, where that is lost, with one that holds {}. The roles get new passwords then, and running processes must be started anew.`,
    );
}

/** Whether services have their place there, and which of their roles the server has. */
async function lookAt(adminUrl: string): Promise<{ isPrepared: boolean; roles: string[] }> {
  const { pool, close } = openDatabase({
    url: adminUrl,
    schema: 'public',
    connectionsMax: 1,
    applicationName: 'cartwright-migrate',
  });
  try {
    const { rows } = await pool.query<{ isPrepared: boolean; roles: string[] }>(
      `select
         to_regnamespace($1) is not null
           or exists (
             select
             from pg_database
             where datname = current_database() || '_' || $1
           ) as "isPrepared",
         array(select rolname::text from pg_roles where rolname = any ($2)) as roles`,
      [names[0], names.flatMap((name) => [name, `${name}_owner`])],
    );
    return rows[0] ?? { isPrepared: false, roles: [] };
  } catch (cause) {
    throw cannotBeOpened(
      'The database of DATABASE_URL',
      'check that address, and that PostgreSQL runs there.',
      cause,
    );
  } finally {
    await close();
  }
}

/** Not when each password that would be taken from the file is wrong: one may be a new one. */
async function mayBeItsPasswords(
  adminUrl: string,
  configuration: Configuration,
  roles: readonly string[],
): Promise<boolean> {
  const kept = await readPasswords(keptPasswords(configuration));
  const addresses = await serviceAddresses({
    ...optionsFor(adminUrl, configuration),
    credentials: { passwordOf: async (role) => kept[role] ?? '' },
  });
  const counted = Object.values(addresses)
    .flatMap(({ url, ownerUrl }) => [url, ownerUrl])
    .filter((url) => {
      const { username: role, password } = new URL(url);
      const isGiven = givenPassword(role, configuration) !== undefined;
      return password !== '' && !isGiven && roles.includes(role);
    });
  for (const url of counted) if (await isLetIn(url)) return true;
  return counted.length === 0;
}

async function isLetIn(url: string): Promise<boolean> {
  const applicationName = 'cartwright-migrate';
  const { pool, close } = openDatabase({
    url,
    schema: 'public',
    connectionsMax: 1,
    applicationName,
  });
  try {
    await pool.query('select');
    return true;
  } catch (cause) {
    if (isDatabaseUnavailable(cause))
      throw cannotBeOpened('The database of DATABASE_URL', 'try again.', cause);
    // Whatever else is refused comes after the password.
    return !isWrongPassword(cause);
  } finally {
    await close();
  }
}

const isWrongPassword = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '28P01';

const cannotBeOpened = (what: string, remedy: string, cause: unknown): StartupProblem =>
  new StartupProblem(`${what} cannot be opened (${reasonOf(cause)}): ${remedy}`, { cause });

/** What of `localhost` has no message, since it was tried by several addresses, has a code. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
  return (cause instanceof Error && cause.message) || code;
}

/** Where an administrator has run the SQL of a refusal, nothing of it is left to do. */
async function provisionOrFind(
  options: ReturnType<typeof optionsFor>,
): Promise<Record<string, ServiceAddress>> {
  try {
    return await provision(options);
  } catch (error) {
    if (!(error instanceof StartupProblem)) throw error;
    const addresses = await serviceAddresses(options);
    for (const [service, { ownerUrl, url }] of Object.entries(addresses))
      if (!(await mayUse(ownerUrl, service, 'create')) || !(await mayUse(url, service, 'usage')))
        throw error;
    return addresses;
  }
}

/** Whether the role of the address gets in and has this right on the schema. */
async function mayUse(url: string, schema: string, right: 'create' | 'usage'): Promise<boolean> {
  const applicationName = 'cartwright-migrate';
  const { pool, close } = openDatabase({ url, schema, connectionsMax: 1, applicationName });
  try {
    const { rows } = await pool.query<{ may: boolean | null }>(
      'select has_schema_privilege(to_regnamespace($1), $2) as may',
      [schema, right],
    );
    return rows[0]?.may === true;
  } catch {
    // Whatever the reason: the refusal that led here is told.
    return false;
  } finally {
    await close();
  }
}

/** Creates roles and schemas and brings them up to date; tells each migration that it ran. */
export async function prepareDatabases(
  adminUrl: string,
  configuration: Configuration,
  onProgress: (line: string) => void,
): Promise<Record<string, ServiceAddress>> {
  const addresses = await provisionOrFind(optionsFor(adminUrl, configuration));
  for (const [service, { ownerUrl }] of Object.entries(addresses)) {
    const ran = await migrate({ ownerUrl, schema: service, folders: foldersOf(service) });
    await prepareJobs(ownerUrl, service);
    if (ran.length > 0) onProgress(`${service}: ${ran.length} migrations`);
  }
  return addresses;
}

async function prepareJobs(ownerUrl: string, service: string): Promise<void> {
  try {
    await installJobSchema(ownerUrl, service);
  } catch (cause) {
    throw new StartupProblem(
      `The tables of the jobs of ${service} could not be brought up to date (${reasonOf(cause)}): mend what PostgreSQL names, then try again.`,
      { cause },
    );
  }
}

/**
 * Whether somebody else runs the databases. One that is named says so for all: a name that was
 * forgotten, or misspelt, must not open an empty shop on an embedded server.
 */
export const areDatabasesGiven = ({ server, addresses }: Configuration): boolean =>
  server.databaseUrl !== undefined ||
  names.some((service) => addresses[`${service}DatabaseUrl`] !== undefined);

/**
 * Where each service's database is on a server that somebody else prepared: as given, or from
 * `adminUrl` (DATABASE_URL unless told) and the passwords that were made there. Changes nothing,
 * and refuses one that is not migrated.
 */
export async function findDatabases(
  wanted: readonly string[],
  configuration: Configuration,
  adminUrl: string | undefined = configuration.server.databaseUrl,
): Promise<Record<string, ServiceAddress>> {
  const kept = adminUrl === undefined ? {} : await readPasswords(keptPasswords(configuration));
  const found: Record<string, ServiceAddress> = {};
  for (const service of wanted) {
    const given = configuration.addresses[`${service}DatabaseUrl`];
    const known =
      adminUrl === undefined ? undefined : await derive(service, adminUrl, configuration, kept);
    const url = given ?? known?.url;
    if (url === undefined)
      throw new StartupProblem(
        `${service} has no database: set ${service.toUpperCase()}_DATABASE_URL or DATABASE_URL.`,
      );
    await refuseUnmigrated(service, url);
    found[service] = { url, ownerUrl: known?.ownerUrl ?? url };
  }
  return found;
}

/**
 * From what is given or kept: a password that is made here is one that the server does not know.
 * Nothing where it is not needed, since the service's address is given.
 */
async function derive(
  service: string,
  adminUrl: string,
  configuration: Configuration,
  kept: Record<string, string>,
): Promise<ServiceAddress | undefined> {
  const passwordOf = async (role: string): Promise<string> => {
    const password = givenPassword(role, configuration) ?? kept[role];
    if (password !== undefined) return password;
    throw new StartupProblem(
      `The password of the database role ${role} is not in ${resolve(keptPasswords(configuration))}: copy credentials.json from the DATA_DIR of whoever prepared the database, or, where nobody has, run \`${commandOf('migrate')}\` first.`,
    );
  };
  const options = { ...optionsFor(adminUrl, configuration), services: [service] };
  try {
    return (await serviceAddresses({ ...options, credentials: { passwordOf } }))[service];
  } catch (error) {
    const isGiven = configuration.addresses[`${service}DatabaseUrl`] !== undefined;
    if (isGiven && error instanceof StartupProblem) return undefined;
    throw error;
  }
}

async function refuseUnmigrated(service: string, url: string): Promise<void> {
  let pending: string[];
  try {
    pending = await pendingMigrations({ url, schema: service, folders: foldersOf(service) });
  } catch (cause) {
    const remedy = isWrongPassword(cause)
      ? 'check the password in its address, or copy credentials.json from the DATA_DIR of whoever prepared it.'
      : `check its address, and run \`${commandOf('migrate')}\` first.`;
    throw cannotBeOpened(`The database of ${service}`, remedy, cause);
  }
  if (pending.length > 0)
    throw new StartupProblem(
      `The database of ${service} is not up to date (${pending[0]} has not run): run \`${commandOf('migrate')}\` first, or start the embedded shop anew.`,
    );
}
