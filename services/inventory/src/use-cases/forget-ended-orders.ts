import { type Database, inRounds } from '@cartwright/database';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/**
 * Three times as long as an event is remembered as applied: no repeat of an order's events comes
 * any more, and what stands here only kept a repeat from counting twice.
 */
const REMEMBERED_DAYS = 180;
const rounds = { atOnce: 1_000, roundsMax: 100 };

/**
 * Forgets fulfilments that were applied, and attempts of whose order nothing is allocated any more.
 * Answers how many. Orders that still wait for goods keep their attempt, however old they are.
 */
export async function forgetEndedOrders(db: Database<DB>): Promise<number> {
  return (await forgetFulfilments(db)) + (await forgetAttempts(db));
}

const forgetFulfilments = (db: Database<DB>): Promise<number> =>
  inRounds(rounds, (atOnce) =>
    sql`
      delete from applied_fulfilment
      where fulfilment_id in (
        select fulfilment_id
        from applied_fulfilment
        where applied_at < now() - make_interval(days => ${REMEMBERED_DAYS})
        order by applied_at
        limit ${atOnce}
        for update skip locked
      )
    `.execute(db),
  );

/** Pages by key over the old ones, so that those which stay are looked at once in a run. */
async function forgetAttempts(db: Database<DB>): Promise<number> {
  let forgotten = 0;
  let after: { createdAt: string; attemptId: string } | undefined;
  await inRounds(rounds, async (atOnce) => {
    const { rows } = await sql<{ attemptId: string; createdAt: string; isGone: boolean }>`
      with old as materialized (
        select attempt_id, created_at
        from reservation
        where order_id is not null
          and created_at < now() - make_interval(days => ${REMEMBERED_DAYS})
          and (created_at, attempt_id) > (
            ${after?.createdAt ?? '-infinity'}::timestamptz,
            ${after?.attemptId ?? '00000000-0000-0000-0000-000000000000'}::uuid
          )
        order by created_at, attempt_id
        limit ${atOnce}
      ), gone as (
        delete from reservation r
        using old
        where r.attempt_id = old.attempt_id
          and r.status = 'allocated'
          and not exists (
            select
            from promise p
            where p.attempt_id = r.attempt_id
          )
        returning r.attempt_id
      )
      select old.attempt_id as "attemptId",
             old.created_at::text as "createdAt",
             gone.attempt_id is not null as "isGone"
      from old
      left join gone
        on gone.attempt_id = old.attempt_id
      order by old.created_at, old.attempt_id
    `.execute(db);
    forgotten += rows.filter(({ isGone }) => isGone).length;
    after = rows.at(-1);
    return rows.length;
  });
  return forgotten;
}
