import { sql } from 'kysely';

/**
 * Whether something of the row `o` of `orders` is authorised and will never be captured: nothing of
 * it is open any more, and every fulfilment has its money. A capture that failed keeps the payment
 * as it is, because staff may still make it good.
 */
export const isRestToRelease = sql<boolean>`(
  o.status in ('fulfilled', 'cancelled')
  and o.captured_minor < o.total_minor
  and o.voided_at is null
  and not exists (
    select
    from fulfilment f
    where f.order_id = o.id
      and f.capture_status in ('requested', 'failed')
  )
)`;
