import type pg from 'pg';

export interface TableCopy {
  schema: string;
  table: string;
  /** Columns that are stored; generated ones are made again. */
  columns: string[];
}

/** Every table of a schema, those that others refer to first, so that rows find their keys. */
export async function listTables(client: pg.ClientBase, schema: string): Promise<TableCopy[]> {
  const { rows } = await client.query<{ schema: string; table: string; columns: string[] }>(
    `select n.nspname as schema, c.relname as table,
       array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       and not a.attisdropped and a.attgenerated = ''
     where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition
     group by n.nspname, c.relname
     order by n.nspname, c.relname`,
    [schema],
  );
  return inOrderOfKeys(rows, await listReferences(client, schema));
}

interface Reference {
  from: string;
  to: string;
}

async function listReferences(client: pg.ClientBase, schema: string): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `select fn.nspname || '.' || f.relname as from, tn.nspname || '.' || t.relname as to
     from pg_constraint k
     join pg_class f on f.oid = k.conrelid
     join pg_namespace fn on fn.oid = f.relnamespace
     join pg_class t on t.oid = k.confrelid
     join pg_namespace tn on tn.oid = t.relnamespace
     where k.contype = 'f' and fn.nspname = $1 and f.oid <> t.oid`,
    [schema],
  );
  return rows;
}

const nameOf = ({ schema, table }: TableCopy): string => `${schema}.${table}`;

function inOrderOfKeys(tables: TableCopy[], references: Reference[]): TableCopy[] {
  const ordered: TableCopy[] = [];
  const placed = new Set<string>();
  const known = new Set(tables.map(nameOf));
  let waiting = tables;
  while (waiting.length > 0) {
    const ready = waiting.filter((table) =>
      references.every(
        ({ from, to }) => from !== nameOf(table) || !known.has(to) || placed.has(to),
      ),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${waiting.map(nameOf).join(', ')}`);
    for (const table of ready) placed.add(nameOf(table));
    ordered.push(...ready);
    waiting = waiting.filter((table) => !placed.has(nameOf(table)));
  }
  return ordered;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `"orders"."order" ("id", "number")`, as COPY wants it. */
export const copyTarget = ({ schema, table, columns }: TableCopy): string =>
  `${quote(schema)}.${quote(table)} (${columns.map(quote).join(', ')})`;

export const qualified = ({ schema, table }: TableCopy): string =>
  `${quote(schema)}.${quote(table)}`;

export interface SequenceState {
  schema: string;
  sequence: string;
  lastValue: string | null;
}

export async function listSequences(
  client: pg.ClientBase,
  schema: string,
): Promise<SequenceState[]> {
  const { rows } = await client.query<SequenceState>(
    `select schemaname as schema, sequencename as sequence, last_value::text as "lastValue"
     from pg_sequences
     where schemaname = $1
     order by schemaname, sequencename`,
    [schema],
  );
  return rows;
}
