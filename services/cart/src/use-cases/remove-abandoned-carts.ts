import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** One statement deletes no more than this, so that its locks are short. */
const REMOVED_AT_ONCE_MAX = 500;
const ROUNDS_MAX = 20;

/**
 * Removes carts that nobody touched for so many days, except those that a checkout holds. The order
 * keeps its own copy of what was bought; a shopper's own open cart stays.
 */
export async function removeAbandonedCarts(
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
          and c.status <> 'checking-out'
          and not (
            c.status = 'open'
            and exists (
              select
              from shopper_cart s
              where s.cart_id = c.id
            )
          )
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
