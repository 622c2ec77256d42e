import { cpus, release, totalmem } from 'node:os';
import pg from 'pg';
import type { RunningShop } from '../shop/running-shop.ts';
import { describeSessions } from '../shop/sessions.ts';

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
  /** What services set for their sessions, with the services that set it. */
  sessions: Readonly<Record<string, readonly string[]>>;
}

/** @throws when the shop does not write durably. */
export async function describeMachine(shop: RunningShop): Promise<Machine> {
  const sessions = await describeSessions(shop);
  const client = new pg.Client({ connectionString: shop.adminUrl });
  await client.connect();
  try {
    const { rows: changed } = await client.query<{ name: string; setting: string }>(
      `select name, current_setting(name) as setting
       from pg_settings
       where name in ('fsync', 'synchronous_commit', 'full_page_writes')
          or setting is distinct from boot_val
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
      postgresSettings: Object.fromEntries(changed.map(({ name, setting }) => [name, setting])),
      sessions,
    };
  } finally {
    await client.end();
  }
}
