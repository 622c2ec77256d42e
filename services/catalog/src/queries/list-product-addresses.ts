import { listPage } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { type KeyValue, readCursor, writeCursor } from '../domain/cursor.ts';

/** The parts meet and hold every id, so a list of a minute ago leads to what came since as well. */
const PARTS_KEPT_MS = 60_000;
/** A sitemap holds 50,000 addresses: one part in up to five languages. */
const PART_PRODUCTS = 10_000;
/** 25 million products; more would need an index of indexes, which search engines do not read. */
const PARTS_MAX = 2_500;

const lowestId = '00000000-0000-0000-0000-000000000000';
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** After a row, or from it, up to the row with which the next part begins. */
const orders = { after: ['uuid', 'uuid'], from: ['uuid', 'uuid'] } as const;

interface AddressRow {
  id: string;
  slug: string;
  changedAt: Date;
}

/**
 * Addresses of published products in the order of their making, which no edit changes.
 * @throws ContractError `invalid-input` for a cursor that is none.
 */
export async function listProductAddresses(
  db: Database,
  asked: { cursor?: string; limit: number },
): Promise<{ items: { slug: string; changedAt: string }[]; nextCursor: string | null }> {
  const { order, keys } = rangeOf(asked.cursor);
  const [start, end] = keys;
  const found = await sql<AddressRow>`
    select id,
           slug,
           updated_at as "changedAt"
    from product
    where status = 'published'
      and ${order === 'from' ? sql`id >= ${start}::uuid` : sql`id > ${start}::uuid`}
      and id < ${end}::uuid
    order by id
    limit ${asked.limit + 1}
  `.execute(db);
  const { items, nextCursor } = listPage(found.rows, asked.limit, ({ id }) =>
    writeCursor('after', [id, end ?? highestId]),
  );
  return {
    items: items.map(({ slug, changedAt }) => ({ slug, changedAt: changedAt.toISOString() })),
    nextCursor,
  };
}

function rangeOf(cursor: string | undefined): { order: 'after' | 'from'; keys: KeyValue[] } {
  return cursor === undefined
    ? { order: 'from', keys: [lowestId, highestId] }
    : readCursor(cursor, orders);
}

/**
 * Where each part of the addresses begins, as cursors. The first begins at the lowest id that there
 * can be, since a draft may be older than all that is published. The skip reads index entries only,
 * and each entry once.
 */
export async function listAddressParts(db: Database): Promise<{ cursor: string }[]> {
  const found = await sql<{ id: string }>`
    with recursive part as (
      select ${lowestId}::uuid as id,
             1 as number
      union all
      select following.id, part.number + 1
      from part
      cross join lateral (
        select id
        from product
        where status = 'published'
          and id >= part.id
        order by id
        offset ${PART_PRODUCTS}
        limit 1
      ) as following
      where part.number < ${PARTS_MAX}
    )
    select id
    from part
    order by number
  `.execute(db);
  const ids = found.rows.map(({ id }) => id);
  return ids.map((id, index) => ({
    cursor: writeCursor('from', [id, ids[index + 1] ?? highestId]),
  }));
}

/**
 * As `listAddressParts`, walked once a minute at most, however many ask: it passes the entries of
 * all products, and anyone may ask for it.
 */
export function keptAddressParts(db: Database): () => Promise<{ cursor: string }[]> {
  let kept: { parts: Promise<{ cursor: string }[]>; sinceMs: number } | undefined;
  return () => {
    if (kept !== undefined && performance.now() - kept.sinceMs < PARTS_KEPT_MS) return kept.parts;
    const walk = { parts: listAddressParts(db), sinceMs: performance.now() };
    kept = walk;
    walk.parts.catch(() => {
      if (kept === walk) kept = undefined;
    });
    return walk.parts;
  };
}
