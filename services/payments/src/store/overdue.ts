import { sql } from 'kysely';

/*
 * What a provider was asked for more than an hour ago and has not done, of a row `t` of
 * `payment_try`. It is asked again at least once a minute, so after an hour it has refused, or been
 * away, some sixty times, and somebody must look.
 */

/** A void that was wanted and did not get through: the shopper's money may still be held. */
export const isVoidOverdue = sql<boolean>`(
  (
    t.status = 'voiding'
    or (t.void_requested and t.status in ('intent', 'unknown', 'pending', 'action-required'))
  )
  and t.updated_at < clock_timestamp() - interval '1 hour'
)`;

/** Captures and refunds without an end; tries that have none on its way cost no look. */
export const overdueMovements = sql`(
  select m.id, m.kind
  from movement m
  where t.capturing_minor + t.refunding_minor > 0
    and m.try_id = t.try_id
    and m.status = 'requested'
    and m.created_at < clock_timestamp() - interval '1 hour'
)`;

/** A capture or refund that is younger than the hour: it may be in one of both books alone. */
const isMovementOnItsWay = sql<boolean>`exists (
  select 1
  from movement m
  where m.try_id = t.try_id
    and m.status = 'requested'
    and m.created_at >= clock_timestamp() - interval '1 hour'
)`;

/** Both books may differ while something moves, and no longer once all of it should have ended. */
export const isOverdue = sql<boolean>`(
  ${isVoidOverdue}
  or (exists ${overdueMovements} and not ${isMovementOnItsWay})
)`;
