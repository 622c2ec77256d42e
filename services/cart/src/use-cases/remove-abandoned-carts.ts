import { type Database, inRounds } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** One statement deletes no more than this, so that its locks are short. */
const REMOVED_AT_ONCE_MAX = 500;
/** Own carts that stay are passed in each run: so many that two million of them are. */
const ROUNDS_OF_SHOPPERS_MAX = 4_000;

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

/**
 * Those of guests. No cart is touched before it is made, and that is what the index knows. It can
 * be searched for now(), which stands still in a statement, and not for clock_timestamp().
 */
const removeLeftCarts = (db: Database<DB>, rules: { abandonedDays: number }): Promise<number> =>
  inRounds({ atOnce: REMOVED_AT_ONCE_MAX, roundsMax: 200 }, (atOnce) =>
    sql`
      delete from cart
      where id in (
        select c.id
        from cart c
        where c.shopper_id is null
          and c.created_at < now() - make_interval(days => ${rules.abandonedDays})
          and c.updated_at < now() - make_interval(days => ${rules.abandonedDays})
          and c.status <> 'checking-out'
        order by c.created_at
        limit ${atOnce}
        for update skip locked
      )
    `.execute(db),
  );

/** What one round looked at, named by the last of them. */
interface Page {
  id: string;
  createdAt: string;
  passed: number;
  gone: number;
}

/**
 * Those of shoppers that became an order or went into another cart, or are not their own any more.
 * Pages by key over the old ones, so that own carts, which stay, are looked at once in a run. Only
 * those that go are locked, and a lock looks again whether they still may.
 */
async function removeCartsOfShoppers(
  db: Database<DB>,
  rules: { abandonedDays: number },
): Promise<number> {
  let removed = 0;
  let after: Page | undefined;
  const rounds = { atOnce: REMOVED_AT_ONCE_MAX, roundsMax: ROUNDS_OF_SHOPPERS_MAX };
  await inRounds(rounds, async (atOnce) => {
    const { rows } = await sql<Page>`
      with old as materialized (
        select c.id,
               c.created_at,
               c.status <> 'open' or not exists (
                 select
                 from shopper_cart s
                 where s.cart_id = c.id
               ) as may_go
        from cart c
        where c.shopper_id is not null
          and c.created_at < now() - make_interval(days => ${rules.abandonedDays})
          and c.updated_at < now() - make_interval(days => ${rules.abandonedDays})
          and c.status <> 'checking-out'
          and (c.created_at, c.id) > (
            ${after?.createdAt ?? '-infinity'}::timestamptz,
            ${after?.id ?? ''}::text
          )
        order by c.created_at, c.id
        limit ${atOnce}
      ), locked as materialized (
        select c.id
        from cart c
        where c.id = any (array(select id from old where may_go))
          and c.updated_at < now() - make_interval(days => ${rules.abandonedDays})
          and c.status <> 'checking-out'
        for update skip locked
      ), gone as (
        delete from cart
        where id = any (array(select id from locked))
        returning id
      )
      select id,
             created_at::text as "createdAt",
             (select count(*) from old) as passed,
             (select count(*) from gone) as gone
      from old
      order by created_at desc, id desc
      limit 1
    `.execute(db);
    after = rows[0];
    removed += after?.gone ?? 0;
    return after?.passed ?? 0;
  });
  return removed;
}
