import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/**
 * Forgets events that were applied longer ago than a publisher without a slow subscriber keeps
 * them, so that a resume rarely finds its memory too short.
 */
export async function forgetApplied<T>(db: Database<T>, keepDays: number): Promise<void> {
  const before = sql`clock_timestamp() - make_interval(days => ${keepDays})`;
  await sql`
    with gone as (
      delete from applied_event
      where applied_at < ${before}
      returning publisher, position
    ),
    gone_together as (
      delete from applied_batch
      where applied_at < ${before}
      returning publisher, positions
    ),
    highest as (
      select publisher, max(position) as position
      from (
        select publisher, position from gone
        union all
        select publisher, unnest(positions) from gone_together
      ) as forgotten
      group by publisher
    )
    update subscription
    set forgotten_to = greatest(forgotten_to, highest.position)
    from highest
    where subscription.publisher = highest.publisher
  `.execute(db);
  // Once all that was applied before a resume is forgotten, nothing is left to ask for.
  await sql`
    update subscription
    set resumed_at = null
    where resumed_at < ${before}
    and not exists (
      select from applied_event
      where applied_event.publisher = subscription.publisher
      and applied_event.applied_at <= subscription.resumed_at
    )
  `.execute(db);
}
