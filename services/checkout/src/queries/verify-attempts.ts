import { pageOf, type VerifyPageQuery } from '@cartwright/contract';
import { type Database, isOnPage } from '@cartwright/database';
import { sql } from 'kysely';
import type { AttemptBooks } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** A page of attempts in the order of their ids. */
export async function verifyAttempts(
  db: Database<DB>,
  query: VerifyPageQuery,
): Promise<{ items: AttemptBooks[]; next: string | null }> {
  const isWanted = isOnPage('id', query);
  const { rows } = await sql<AttemptBooks>`
    select
      id as "attemptId",
      state,
      payment_try_id as "paymentTryId",
      order_id as "orderId",
      case
        -- The stock is held for good before the order is frozen.
        when state in ('paying', 'awaiting-shopper', 'placing') then (
          select jsonb_agg(
            jsonb_build_object('variantId', line -> 'variantId', 'quantity', line -> 'quantity')
          )
          from jsonb_array_elements(frozen -> 'lines') as line
        )
      end as held
    from checkout_attempt
    where ${isWanted}
    order by id
    limit ${query.limit}
  `.execute(db);
  return pageOf(rows, query, ({ attemptId }) => attemptId);
}
