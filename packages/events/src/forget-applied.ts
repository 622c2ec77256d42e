import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/**
 * Forgets events that were applied twice `keepDays` ago: longer than a publisher that has no slow
 * subscriber keeps them, so that a resume rarely finds its memory too short.
 */
export async function forgetApplied<T>(db: Database<T>, keepDays: number): Promise<void> {
  await sql`
    with gone as (
      delete from applied_event
      where applied_at < clock_timestamp() - make_interval(days => ${2 * keepDays})
      returning publisher, position
    ),
    highest as (
      select publisher, max(position) as position from gone group by publisher
    )
    update subscription
    set forgotten_to = greatest(forgotten_to, highest.position)
    from highest
    where subscription.publisher = highest.publisher
  `.execute(db);
}
