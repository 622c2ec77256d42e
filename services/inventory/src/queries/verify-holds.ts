import { pageOf, type VerifyPageQuery } from '@cartwright/contract';
import { type Database, isOnPage } from '@cartwright/database';
import { sql } from 'kysely';
import type { HoldBooks } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * A page of attempts that hold stock, in the order of their ids. Those that are open are few and
 * have an index of their own; looked for by id, each page would read all that ever were.
 */
export async function verifyHolds(
  db: Database<DB>,
  query: VerifyPageQuery,
): Promise<{ items: HoldBooks[]; next: string | null }> {
  const isWanted = isOnPage('attempt_id', query);
  const { rows } = await sql<HoldBooks>`
    with open_hold as materialized (
      select attempt_id
      from reservation
      where order_id is null
        and ended_at is null
    ), page as (
      select attempt_id
      from (
        (
          select distinct attempt_id
          from promise
          where ${isWanted}
          order by attempt_id
          limit ${query.limit}
        )
        union
        select attempt_id
        from open_hold
        where ${isWanted}
      ) as holding
      order by attempt_id
      limit ${query.limit}
    )
    select page.attempt_id as "attemptId",
           r.status,
           coalesce(r.expires_at <= clock_timestamp(), false) as "isPastItsTime",
           coalesce(r.created_at < clock_timestamp() - interval '24 hours', false)
             as "isOlderThanADay",
           coalesce(p.promises, '[]') as promises
    from page
    left join reservation r
      on r.attempt_id = page.attempt_id
    left join lateral (
      select jsonb_agg(jsonb_build_object(
               'variantId', v.variant_id,
               'unitsPerVariant', v.units_per_variant,
               'reserved', v.reserved,
               'allocated', v.allocated
             )) as promises
      from (
        select variant_id,
               max(units_per_variant) as units_per_variant,
               sum(reserved)::bigint as reserved,
               sum(allocated)::bigint as allocated
        from promise
        where promise.attempt_id = page.attempt_id
        group by variant_id
      ) v
    ) p on true
    order by page.attempt_id
  `.execute(db);
  return pageOf(rows, query, ({ attemptId }) => attemptId);
}
