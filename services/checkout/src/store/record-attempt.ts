import type { Address } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Attempt } from '../domain/attempt.ts';
import { type AttemptRow, attemptColumns } from './read-attempt.ts';
import type { DB } from './tables.generated.ts';

export interface NewAttempt {
  cartId: string;
  idempotencyKey: string;
  bodyHash: Buffer;
  email: string;
  shippingAddress: Address;
  billingAddress: Address | null;
  locale: string;
  owner: string;
  leaseMs: number;
}

/**
 * Records an attempt and takes its lease, in one statement. Nothing is recorded when the cart has
 * an open or completed attempt or the key an answer of the last 24 h: `findEarlier` tells which.
 */
export async function recordAttempt(
  db: Database<DB>,
  attempt: NewAttempt,
): Promise<Attempt | undefined> {
  const billing = attempt.billingAddress && JSON.stringify(attempt.billingAddress);
  const { rows } = await sql<AttemptRow>`
    insert into checkout_attempt (
      cart_id, idempotency_key, body_hash, lease_owner, lease_until,
      email, shipping_address, billing_address, locale
    )
    select
      ${attempt.cartId}, ${attempt.idempotencyKey}, ${attempt.bodyHash}::bytea, ${attempt.owner},
      now() + ${attempt.leaseMs}::integer * interval '1 millisecond',
      ${attempt.email}, ${JSON.stringify(attempt.shippingAddress)}::jsonb, ${billing}::jsonb,
      ${attempt.locale}
    where not exists (
      select from checkout_attempt
      where cart_id = ${attempt.cartId}
      and (
        state not in ('refused', 'undone')
        or (
          idempotency_key = ${attempt.idempotencyKey}
          and state = 'refused'
          and closed_at > now() - interval '24 hours'
        )
      )
    )
    on conflict (cart_id) where state not in ('refused', 'undone') do nothing
    returning ${attemptColumns}
  `.execute(db);
  return rows[0];
}

/**
 * Attempts that may answer for a key: those of the key (an open or completed one, answers of the
 * last 24 h) and the cart's open or completed one, whosever key it has.
 */
export async function findEarlier(
  db: Database<DB>,
  o: { cartId: string; idempotencyKey: string },
): Promise<readonly Attempt[]> {
  const { rows } = await sql<AttemptRow>`
    select ${attemptColumns}
    from checkout_attempt
    where cart_id = ${o.cartId}
    and (
      state not in ('refused', 'undone')
      or (
        idempotency_key = ${o.idempotencyKey}
        and state = 'refused'
        and closed_at > now() - interval '24 hours'
      )
    )
    order by id desc
    limit 2
  `.execute(db);
  return rows;
}
