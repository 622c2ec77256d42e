import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';

/**
 * Brings the queue's tables into the service's own schema, with the library's own migrations; as
 * the owner role, after the service's migrations. Safe to run again, and by two processes at once.
 */
export async function installJobSchema(ownerUrl: string, service: string): Promise<void> {
  const schema = pg.escapeIdentifier(service);
  const pool = new pg.Pool({
    connectionString: ownerUrl,
    max: 1,
    application_name: `cartwright-migrate-${service}`,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({
      pgPool: pool,
      schema: service,
      // A failed migration throws; what else it says is of no use to an operator.
      logger: new Logger(() => () => undefined),
      preset: { plugins: [bootstrapInExistingSchema(schema)] },
    });
    await pool.query(openToRuntimeRole(schema));
  } finally {
    await pool.end();
  }
}

/**
 * The library would say `create schema if not exists`, for which PostgreSQL wants a right on the
 * whole database even when the schema is there; an owner role has none.
 */
const bootstrapInExistingSchema = (schema: string): GraphileConfig.Plugin => ({
  name: 'BootstrapInExistingSchema',
  version: '1.0.0',
  worker: {
    middleware: {
      bootstrap: async (_, { client }) => {
        await client.query(`
          create table if not exists ${schema}.migrations (
            id int primary key,
            ts timestamptz not null default now(),
            breaking boolean not null default false
          )
        `);
      },
    },
  },
});

/** The library shuts its tables to all but their owner; here the roles' rights keep others out. */
const openToRuntimeRole = (schema: string): string => `
  do $$
  declare
    guarded regclass;
  begin
    for guarded in
      select oid
      from pg_class
      where relnamespace = '${schema}'::regnamespace
      and relname like '\\_private\\_%'
      and relrowsecurity
    loop
      execute format('alter table %s disable row level security', guarded);
    end loop;
  end $$;
`;
