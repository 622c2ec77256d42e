import { type Database, inRounds } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';

/** Short statements: each holds the places of subscriptions that apply events meanwhile. */
const rounds = { atOnce: 1_000, roundsMax: 500 };

/**
 * Forgets events that were applied longer ago than a publisher without a slow subscriber keeps
 * them, so that a resume rarely finds its memory too short. What a run leaves waits for the next.
 */
export async function forgetApplied<T>(db: Database<T>, keepDays: number): Promise<void> {
  // An index can be searched for now(), and not for clock_timestamp().
  const before = sql`now() - make_interval(days => ${keepDays})`;
  await inRounds(rounds, (atOnce) =>
    forgetSome(
      db,
      sql`
        delete from applied_event
        where (publisher, event_id) in (
          select publisher, event_id
          from applied_event
          where applied_at < ${before}
          order by applied_at
          limit ${atOnce}
        )
        returning publisher, position
      `,
    ),
  );
  await inRounds(rounds, (atOnce) =>
    forgetSome(
      db,
      sql`
        delete from applied_batch
        where ctid = any(array(
          select ctid from applied_batch where applied_at < ${before} limit ${atOnce}
        ))
        returning publisher, (select max(one) from unnest(positions) as one) as position
      `,
    ),
  );
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

/** Notes how far the memory of each publisher is gone, with its going. */
async function forgetSome<T>(db: Database<T>, deletion: RawBuilder<unknown>): Promise<number> {
  const forgotten = await sql<{ removed: number }>`
    with gone as (${deletion}),
    highest as (
      select publisher, max(position) as position
      from gone
      group by publisher
    ),
    noted as (
      update subscription
      set forgotten_to = greatest(forgotten_to, highest.position)
      from highest
      where subscription.publisher = highest.publisher
    )
    select count(*) as removed from gone
  `.execute(db);
  return forgotten.rows[0]?.removed ?? 0;
}
