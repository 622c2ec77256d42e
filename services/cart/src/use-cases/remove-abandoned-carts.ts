import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** One statement deletes no more than this, so that its locks are short. */
const REMOVED_AT_ONCE_MAX = 500;
const ROUNDS_MAX = 200;

/**
 * Removes carts that nobody touched for so many days, except those that a checkout holds. The order
 * keeps its own copy of what was bought; a shopper's own open cart stays.
 */
export async function removeAbandonedCarts(
  db: Database<DB>,
  rules: { abandonedDays: number },
): Promise<number> {
  return (await removeLeftCarts(db, rules)) + (await removeCartsOfShoppers(db, rules));
}

/** Those of guests, and those that became an order or went into another cart. */
async function removeLeftCarts(
  db: Database<DB>,
  rules: { abandonedDays: number },
): Promise<number> {
  let removed = 0;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const deleted = await sql`
      delete from cart
      where id in (
        select c.id
        from cart c
        where c.updated_at < clock_timestamp() - make_interval(days => ${rules.abandonedDays})
          and (c.status in ('ordered', 'merged') or (c.status = 'open' and c.shopper_id is null))
        order by c.updated_at
        limit ${REMOVED_AT_ONCE_MAX}
        for update skip locked
      )
    `.execute(db);
    const count = Number(deleted.numAffectedRows ?? 0);
    removed += count;
    if (count < REMOVED_AT_ONCE_MAX) break;
  }
  return removed;
}

/** Pages by key over the old ones, so that own carts, which stay, are looked at once in a run. */
async function removeCartsOfShoppers(
  db: Database<DB>,
  rules: { abandonedDays: number },
): Promise<number> {
  let removed = 0;
  let after: { updatedAt: string; id: string } | undefined;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { rows } = await sql<{ id: string; updatedAt: string; isGone: boolean }>`
      with old as materialized (
        select c.id, c.updated_at
        from cart c
        where c.updated_at < clock_timestamp() - make_interval(days => ${rules.abandonedDays})
          and c.status = 'open'
          and c.shopper_id is not null
          and (c.updated_at, c.id) > (
            ${after?.updatedAt ?? '-infinity'}::timestamptz,
            ${after?.id ?? ''}::text
          )
        order by c.updated_at, c.id
        limit ${REMOVED_AT_ONCE_MAX}
        for update skip locked
      ), gone as (
        delete from cart c
        using old
        where c.id = old.id
          and not exists (
            select
            from shopper_cart s
            where s.cart_id = c.id
          )
        returning c.id
      )
      select old.id,
             old.updated_at::text as "updatedAt",
             gone.id is not null as "isGone"
      from old
      left join gone
        on gone.id = old.id
      order by old.updated_at, old.id
    `.execute(db);
    removed += rows.filter(({ isGone }) => isGone).length;
    after = rows.at(-1);
    if (rows.length < REMOVED_AT_ONCE_MAX) break;
  }
  return removed;
}
