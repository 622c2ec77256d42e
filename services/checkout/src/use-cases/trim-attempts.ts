import { sql } from 'kysely';
import type { CheckoutParts } from '../process/parts.ts';

/** One statement stays short, and a sweep soon comes again. */
const rowsMax = 1_000;

/**
 * Removes personal data when it is no longer needed: attempts without an order altogether, of the
 * others everything but which cart became which order. `retentionDays` is at least 2, so the 24 h
 * of an idempotency key are always kept.
 */
export async function trimAttempts(parts: CheckoutParts): Promise<void> {
  const { retentionDays } = parts;
  await sql`
    delete from checkout_attempt
    where id in (
      select id
      from checkout_attempt
      where closed_at < now() - ${retentionDays}::integer * interval '1 day'
      and email is not null
      and state in ('refused', 'undone')
      order by closed_at
      limit ${rowsMax}
    )
  `.execute(parts.db);
  await sql`
    update checkout_attempt
    set
      email = null,
      shipping_address = null,
      billing_address = null,
      frozen = null,
      placed_order = null
    where id in (
      select id
      from checkout_attempt
      where closed_at < now() - ${retentionDays}::integer * interval '1 day'
      and email is not null
      and state = 'completed'
      order by closed_at
      limit ${rowsMax}
    )
  `.execute(parts.db);
}
