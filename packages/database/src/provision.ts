import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Credentials } from './credentials.ts';
import { isSerializationFault, isUniqueViolation } from './database-errors.ts';
import { extensionsSchema } from './open-database.ts';
import { StartupProblem } from './startup-problem.ts';

interface ProvisionOptions {
  /** A role that may create roles, schemas (or databases) and trusted extensions. */
  adminUrl: string;
  services: readonly string[];
  /** `databases`: each service has a database of its own in the same server, in its own schema. */
  layout: 'schemas' | 'databases';
  /** `single`: the role of `adminUrl` does everything; nothing keeps services apart. */
  roles: 'separate' | 'single';
  credentials: Credentials;
}

export interface ServiceAddress {
  /** For migrations. */
  ownerUrl: string;
  /** For the service: reads and writes rows of its own tables, and nothing else. */
  url: string;
}

interface ServicePlan {
  service: string;
  database: string;
  owner: { role: string; password: string };
  runtime: { role: string; password: string };
}

/** Extensions of PostgreSQL's own distribution that a database owner may create ("trusted"). */
const extensions = ['pg_trgm', 'unaccent', 'citext', 'btree_gin'];

/**
 * Gives every service its schema (or database), an owner role for migrations and a runtime role.
 * Safe to run again and by several processes at once. A runtime role has no right outside its own
 * schema, and none to change tables.
 * @throws StartupProblem with the SQL for an administrator when the admin role may not do this.
 */
export async function provision(
  options: ProvisionOptions,
): Promise<Record<string, ServiceAddress>> {
  for (const service of options.services) assertName(service);
  return withClient(options.adminUrl, async (client) => {
    // One at a time for this installation: passwords are made and given to roles under this lock.
    await client.query('select pg_advisory_lock(7203140918)');
    const plans = await planServices(options);
    try {
      if (options.layout === 'databases') await createDatabases(client, options, plans);
      else await prepareShared(client, options, plans);
    } catch (cause) {
      if (!isRefused(cause)) throw cause;
      throw new StartupProblem(
        `The role of DATABASE_URL may not create roles, schemas or extensions: let an administrator run the SQL below, or set DATABASE_ROLES=single to run without separate roles.\n\n${administratorSql(options, plans)}`,
        { cause },
      );
    }
    return Object.fromEntries(plans.map((plan) => [plan.service, addressesOf(options, plan)]));
  });
}

/** Where `provision` has put each service, without asking the server. */
export async function serviceAddresses(
  options: ProvisionOptions,
): Promise<Record<string, ServiceAddress>> {
  for (const service of options.services) assertName(service);
  const plans = await planServices(options);
  return Object.fromEntries(plans.map((plan) => [plan.service, addressesOf(options, plan)]));
}

/** 42501: the admin role lacks a right; the scripts then go to somebody who has it. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42501';

function assertName(name: string): void {
  // Names go into SQL as they are: nothing but these characters may come through.
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(name)) {
    throw new Error(`${name} cannot be the name of a service's schema`);
  }
}

async function planServices(options: ProvisionOptions): Promise<ServicePlan[]> {
  const shared = databaseOf(options.adminUrl);
  const plans: ServicePlan[] = [];
  for (const service of options.services) {
    const isSingle = options.roles === 'single';
    const passwordOf = (role: string) => (isSingle ? '' : options.credentials.passwordOf(role));
    const owner = `${service}_owner`;
    plans.push({
      service,
      database: options.layout === 'databases' ? `${shared}_${service}` : shared,
      owner: { role: owner, password: await passwordOf(owner) },
      runtime: { role: service, password: await passwordOf(service) },
    });
  }
  return plans;
}

const databaseOf = (url: string): string => {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  if (!/^[a-z0-9_]{1,40}$/i.test(name)) {
    throw new StartupProblem(
      'DATABASE_URL names no database: end it with one, such as postgres://user@host/cartwright.',
    );
  }
  return name;
};

function addressesOf(options: ProvisionOptions, plan: ServicePlan): ServiceAddress {
  const url = (role: { role: string; password: string }): string => {
    const address = new URL(options.adminUrl);
    address.pathname = `/${plan.database}`;
    if (options.roles === 'separate') {
      address.username = role.role;
      address.password = role.password;
    }
    return address.href;
  };
  return { ownerUrl: url(plan.owner), url: url(plan.runtime) };
}

async function prepareShared(
  client: pg.Client,
  options: ProvisionOptions,
  plans: ServicePlan[],
): Promise<void> {
  await execute(client, databaseSql(options, plans));
  for (const plan of plans) await execute(client, serviceSql(options, plan));
}

async function createDatabases(
  client: pg.Client,
  options: ProvisionOptions,
  plans: ServicePlan[],
): Promise<void> {
  for (const plan of plans) {
    const found = await client.query('select from pg_database where datname = $1', [plan.database]);
    if (found.rowCount === 0) await client.query(`create database "${plan.database}"`);
    const address = new URL(options.adminUrl);
    address.pathname = `/${plan.database}`;
    await withClient(address.href, (own) => prepareShared(own, options, [plan]));
  }
}

/** What stands once in a database: extensions for all, and the door shut to everybody else. */
function databaseSql(options: ProvisionOptions, plans: ServicePlan[]): string {
  const created = extensions.map(
    (name) => `create extension if not exists ${name} schema ${extensionsSchema};`,
  );
  const open = `create schema if not exists ${extensionsSchema};
${created.join('\n')}`;
  if (options.roles === 'single') return open;
  const database = plans[0]?.database ?? databaseOf(options.adminUrl);
  return `${open}
grant usage on schema ${extensionsSchema} to public;
revoke all on database "${database}" from public;
revoke all on schema public from public;`;
}

function serviceSql(options: ProvisionOptions, plan: ServicePlan): string {
  if (options.roles === 'single') return `create schema if not exists ${plan.service};`;
  const { service, database, owner, runtime } = plan;
  return `${roleSql(owner)}
${roleSql(runtime)}
grant ${owner.role} to current_user;
grant connect on database "${database}" to ${owner.role}, ${runtime.role};
create schema if not exists ${service} authorization ${owner.role};
grant usage on schema ${service} to ${runtime.role};
alter default privileges for role ${owner.role} in schema ${service}
  grant select, insert, update, delete on tables to ${runtime.role};
alter default privileges for role ${owner.role} in schema ${service}
  grant usage, select on sequences to ${runtime.role};
alter default privileges for role ${owner.role} in schema ${service}
  grant execute on functions to ${runtime.role};`;
}

/** The password is set each time, so that the role follows the credentials that are kept here. */
function roleSql(role: { role: string; password: string }): string {
  return `do $$ begin
  if not exists (select from pg_roles where rolname = '${role.role}') then
    create role ${role.role};
  end if;
end $$;
alter role ${role.role} with login password '${role.password.replaceAll("'", "''")}';`;
}

// Roles belong to the whole server, and an advisory lock to one database: installations that share
// a server can meet in the system tables. Each round lets at least one of them through.
const roundsMax = 20;

async function execute(client: pg.Client, script: string): Promise<void> {
  for (let round = 1; ; round += 1) {
    await client.query('begin');
    try {
      await client.query(script);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (round >= roundsMax || !isMeeting(error)) throw error;
      await delay(Math.random() * 50);
    }
  }
}

const isMeeting = (error: unknown): boolean =>
  isUniqueViolation(error, 'pg_authid_rolname_index') ||
  isUniqueViolation(error, 'pg_auth_members_role_member_index') ||
  isSerializationFault(error) ||
  (error instanceof Error && /tuple concurrently (updated|deleted)/.test(error.message));

async function withClient<R>(url: string, run: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'cartwright-provision',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** The same statements for an administrator, with the passwords that this installation will use. */
function administratorSql(options: ProvisionOptions, plans: ServicePlan[]): string {
  if (options.layout === 'schemas') {
    return [databaseSql(options, plans), ...plans.map((plan) => serviceSql(options, plan))].join(
      '\n\n',
    );
  }
  return plans
    .map((plan) =>
      [
        `create database "${plan.database}";`,
        `\\connect "${plan.database}"`,
        databaseSql(options, [plan]),
        serviceSql(options, plan),
      ].join('\n'),
    )
    .join('\n\n');
}
