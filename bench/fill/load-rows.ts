import pg from 'pg';
import type { FillStep, ServiceRows } from './fill-step.ts';
import { type ShopSize, shopFunctions } from './shop-size.ts';

/** Parts of a step: each is one transaction and one line of progress at most. */
const PARTS = 10;

/** Faster, and a crash only means filling again; the shop's own sessions keep their durability. */
const sessionSettings = `
  set synchronous_commit = off;
  set maintenance_work_mem = '512MB';
  set work_mem = '256MB';
  set jit = off;
  set statement_timeout = 0;
`;

/**
 * Loads a service's rows as the owner of its schema. Secondary indexes and foreign keys are taken
 * away first and made again at the end, which checks every row and is several times faster.
 */
export async function loadRows(o: {
  rows: ServiceRows;
  size: ShopSize;
  ownerUrl: string;
  say: (line: string) => void;
}): Promise<void> {
  const { service, prepare, steps, finish } = o.rows;
  const client = new pg.Client({ connectionString: o.ownerUrl });
  await client.connect();
  try {
    await client.query(`set search_path to ${service}, extensions`);
    await client.query(sessionSettings);
    await client.query(shopFunctions(o.size));
    if (prepare !== undefined) await client.query(prepare);
    const tables = [...new Set(steps.map(({ table }) => table))];
    const restore = await takeAway(client, tables);
    // The rows hold what a trigger would have written.
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
    for (const step of steps) await runStep(client, step, (line) => o.say(`${service}: ${line}`));
    if (finish !== undefined) await client.query(finish);
    await putBack(client, restore, (line) => o.say(`${service}: ${line}`));
    for (const table of tables) {
      await client.query(`alter table ${table} enable trigger user`);
      await client.query(`vacuum (analyze) ${table}`);
    }
    o.say(`${service}: ready`);
  } finally {
    await client.end();
  }
}

async function runStep(
  client: pg.Client,
  step: FillStep,
  say: (line: string) => void,
): Promise<void> {
  const count = step.to - step.from + 1;
  if (count <= 0) return;
  const part = Math.max(1, Math.ceil(count / PARTS));
  const startedMs = Date.now();
  let rows = 0;
  let saidMs = startedMs;
  for (let from = step.from; from <= step.to; from += part) {
    const to = Math.min(step.to, from + part - 1);
    rows += (await client.query(step.sql(from, to))).rowCount ?? 0;
    if (Date.now() - saidMs > 10_000) {
      saidMs = Date.now();
      say(`${step.table} ${Math.round((100 * (to - step.from + 1)) / count)} %`);
    }
  }
  say(`${step.table}: ${rows} rows in ${((Date.now() - startedMs) / 1_000).toFixed(1)} s`);
}

interface Definition {
  name: string;
  make: string;
}

/** Drops foreign keys and indexes that are no constraint; answers how to make them again. */
async function takeAway(client: pg.Client, tables: readonly string[]): Promise<Definition[]> {
  const keys = await client.query<{ tablename: string; name: string; definition: string }>(
    `select conrelid::regclass::text as tablename,
            conname as name,
            pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype = 'f'
       and conrelid::regclass::text = any ($1)`,
    [tables],
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name,
            pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid::regclass::text = any ($1)
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { tablename, name } of keys.rows)
    await client.query(`alter table ${tablename} drop constraint "${name}"`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  return [
    ...indexes.rows.map(({ name, definition }) => ({ name, make: definition })),
    ...keys.rows.map(({ tablename, name, definition }) => ({
      name,
      make: `alter table ${tablename} add constraint "${name}" ${definition}`,
    })),
  ];
}

async function putBack(
  client: pg.Client,
  definitions: readonly Definition[],
  say: (line: string) => void,
): Promise<void> {
  for (const { name, make } of definitions) {
    const startedMs = Date.now();
    await client.query(make);
    const seconds = (Date.now() - startedMs) / 1_000;
    if (seconds > 5) say(`${name} made in ${seconds.toFixed(1)} s`);
  }
}
