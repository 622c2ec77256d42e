import assert from 'node:assert/strict';
import { findRunningShop } from '@cartwright/database';
import type { TestShop } from '@cartwright/testing';
import pg from 'pg';

/** What a shopper types, marked so that it is found wherever it went. */
export const marks = ['Zmarkmail', 'Zmarkname', 'Zmarkstreet', 'Zmarkphone'];

export const markedEmail = 'Zmarkmail@example.com';

export const markedAddress = {
  firstName: 'Zmarkname',
  lastName: 'Zmarkname',
  line1: '1 Zmarkstreet',
  phone: 'Zmarkphone',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

/** The databases of a running shop, to be searched for what was typed. */
export interface Traces {
  /** Every table that holds a mark in any column of any row. */
  holders: () => Promise<string[]>;
  isEmpty: (table: string) => Promise<boolean>;
  close: () => Promise<void>;
}

/** Opens every database of the shop's server: one for all services, or one for each. */
export async function openTraces(shop: Pick<TestShop, 'dataDir'>): Promise<Traces> {
  const running = await findRunningShop(shop.dataDir);
  assert.ok(running?.adminUrl);
  const first = await connect(running.adminUrl);
  const { rows } = await first.query<{ name: string }>(`
    select datname as name
    from pg_database
    where not datistemplate
      and datname <> current_database()
    limit 100`);
  const clients = [first];
  for (const { name } of rows) {
    const url = new URL(running.adminUrl);
    url.pathname = `/${name}`;
    clients.push(await connect(url.href));
  }
  return {
    holders: async () => {
      const found = [];
      for (const client of clients) found.push(await holdersIn(client));
      const searched = found.reduce((sum, { tables }) => sum + tables, 0);
      assert.ok(searched > 100, `${searched} tables were searched`);
      return found.flatMap(({ holders }) => holders);
    },
    isEmpty: async (table) => {
      for (const client of clients) {
        const known = await client.query<{ name: string | null }>(
          'select to_regclass($1)::text as name',
          [table],
        );
        if (known.rows[0]?.name == null) continue;
        return (await client.query(`select from ${table} limit 1`)).rows.length === 0;
      }
      throw new Error(`No database has a table ${table}`);
    },
    close: async () => {
      for (const client of clients) await client.end();
    },
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

/** Every table of ours, in every schema. */
export async function tablesIn(client: pg.Client): Promise<{ schema: string; name: string }[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select table_schema as schema, table_name as name
    from information_schema.tables
    where table_type = 'BASE TABLE'
      and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2
    limit 1000`);
  return rows;
}

async function holdersIn(client: pg.Client): Promise<{ tables: number; holders: string[] }> {
  const tables = await tablesIn(client);
  const holders: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await client.query(
      `select 1 from "${schema}"."${name}" as one where one::text ~* $1 limit 1`,
      [marks.join('|')],
    );
    if (rows.length > 0) holders.push(`${schema}.${name}`);
  }
  return { tables: tables.length, holders };
}
