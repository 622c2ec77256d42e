import type pg from 'pg';

interface Column {
  name: string;
  type: string;
  /** Part of an index that allows each value once. */
  is_unique: boolean;
  /** Part of such an index beside a column of ids. */
  has_id_beside: boolean;
}

/**
 * Adds copies of a table's rows until it has about so many; the client is a superuser's. The copies
 * have keys of their own, and rows of several tables that belong together still do; numbers of
 * copies lie below zero, as if they were older. Nothing of this makes PostgreSQL plan a kept
 * statement anew: no definition changes, and nobody analyses the table.
 */
export async function growTable(client: pg.Client, table: string, rowsMin: number): Promise<void> {
  const columns = await columnsOf(client, table);
  const names = columns.map(({ name }) => name).join(', ');
  await client.query("set session_replication_role = 'replica'");
  await client.query(
    `insert into ${table} (${names})
    overriding system value
    select ${columns.map((column) => copied(column, rowsMin)).join(', ')}
    from (select * from ${table}) as t
    cross join generate_series(
      1, (select ceil($1::numeric / greatest(count(*), 1)) from ${table})::integer
    ) as n`,
    [rowsMin],
  );
  await client.query('reset session_replication_role');
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select a.attname as name,
           format_type(a.atttypid, null) as type,
           coalesce(bool_or(a.attnum = any (i.indkey)), false) as is_unique,
           coalesce(bool_or(a.attnum = any (i.indkey) and exists (
             select
             from pg_attribute o
             where o.attrelid = i.indrelid
               and o.attnum = any (i.indkey)
               and o.atttypid = 'uuid'::regtype
           )), false) as has_id_beside
    from pg_attribute a
    left join pg_index i
      on i.indrelid = a.attrelid
     and i.indisunique
    where a.attrelid = $1::regclass
      and a.attnum > 0
      and not a.attisdropped
      and a.attgenerated = ''
    group by a.attname, a.atttypid, a.attnum
    order by a.attnum`,
    [table],
  );
  return rows;
}

/** The number of rows tells copies of one growth from those of another. */
function copied(column: Column, rowsMin: number): string {
  const { name, type } = column;
  const isKey = column.is_unique && !column.has_id_beside;
  if (type === 'uuid') return `md5(t.${name} || ' ${rowsMin} ' || n)::uuid`;
  // A cart's id is a text; its lines and its checkouts name it.
  if (name === 'cart_id' || (type === 'text' && isKey)) return `t.${name} || '-${rowsMin}-' || n`;
  if (type === 'bigint' && isKey) return `-(abs(t.${name}) * 1000000 + ${rowsMin} + n)`;
  return `t.${name}`;
}
