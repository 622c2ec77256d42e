import { cpus, release, totalmem } from 'node:os';
import pg from 'pg';

/** What a reader must know of the machine to compare figures with his own. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  node: string;
  postgres: string;
  /** Every setting that differs from PostgreSQL's own default. */
  postgresSettings: Readonly<Record<string, string>>;
}

/** Without these a figure would be won by losing orders at the next power cut. */
const mustBeOn = ['fsync', 'synchronous_commit', 'full_page_writes'];

/** @throws when the server does not write durably. */
export async function describeMachine(adminUrl: string): Promise<Machine> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows: durable } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any ($1)',
      [mustBeOn],
    );
    const off = durable.filter(({ setting }) => setting !== 'on').map(({ name }) => name);
    if (off.length > 0 || durable.length !== mustBeOn.length)
      throw new Error(`PostgreSQL does not write durably: ${off.join(', ')}`);
    const { rows: changed } = await client.query<{ name: string; setting: string }>(
      `select name, current_setting(name) as setting
       from pg_settings
       where setting is distinct from boot_val
         and source in ('configuration file', 'command line', 'environment variable')
       order by name`,
    );
    const { rows: version } = await client.query<{ version: string }>('show server_version');
    const processors = cpus();
    return {
      processor: processors[0]?.model ?? 'unknown',
      cores: processors.length,
      memoryGiB: Math.round(totalmem() / 1024 ** 3),
      kernel: release(),
      node: process.version,
      postgres: Object.values(version[0] ?? {})[0] ?? 'unknown',
      postgresSettings: Object.fromEntries([
        ...durable.map(({ name, setting }) => [name, setting] as const),
        ...changed.map(({ name, setting }) => [name, setting] as const),
      ]),
    };
  } finally {
    await client.end();
  }
}
