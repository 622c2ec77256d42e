import { pageOf, type VerifyPageQuery } from '@cartwright/contract';
import { type Database, isOnPage } from '@cartwright/database';
import { sql } from 'kysely';
import type { PaymentBooks, TryBooks } from '../../contract/index.ts';
import { findLedgerMismatches, type TryWithLedger } from '../domain/check-ledger.ts';
import { isVoidOverdue, overdueMovements } from '../store/overdue.ts';

interface Row {
  attemptId: string;
  tries: (Omit<TryBooks, 'mismatches'> & TryWithLedger)[];
}

/**
 * A page of payment tries in the order of their attempts' ids. One that was given up before it was
 * asked for belongs to no attempt and holds nothing.
 */
export async function verifyPayments(
  db: Database,
  query: VerifyPageQuery,
): Promise<{ items: PaymentBooks[]; next: string | null }> {
  const isWanted = isOnPage('attempt_id', query);
  const { rows } = await sql<Row>`
    with page as (
      select distinct attempt_id
      from payment_try
      where ${isWanted}
        and ${wasAskedFor}
      order by attempt_id
      limit ${query.limit}
    )
    select t.attempt_id as "attemptId",
           jsonb_agg(jsonb_build_object(
             'tryId', t.try_id,
             'status', t.status,
             'method', t.method,
             'amountMinor', t.amount_minor,
             'currency', t.currency,
             'capturingMinor', t.capturing_minor,
             'capturedMinor', t.captured_minor,
             'refundedMinor', t.refunded_minor,
             'isVoidRequested', t.void_requested,
             'isFresh', t.status = 'intent'
               and t.created_at > clock_timestamp() - interval '30 seconds',
             'isVoidOverdue', ${isVoidOverdue},
             'overdueMovements', (
               select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind)), '[]')
               from ${overdueMovements} o
             ),
             'isAtProvider', t.payment_id is not null and t.status <> 'never-seen',
             'entered', jsonb_build_object(
               'authorised', e.authorised,
               'captured', e.captured,
               'refunded', e.refunded,
               'released', e.released
             )
           ) order by t.try_id) as tries
    from page
    join payment_try t
      on t.attempt_id = page.attempt_id
    cross join lateral (
      select coalesce(sum(amount_minor) filter (where kind = 'authorise'), 0) as authorised,
             coalesce(sum(amount_minor) filter (where kind = 'capture'), 0) as captured,
             coalesce(sum(amount_minor) filter (where kind = 'refund'), 0) as refunded,
             coalesce(sum(amount_minor) filter (where kind = 'release'), 0) as released
      from ledger_entry
      where try_id = t.try_id
    ) e
    where ${wasAskedFor}
    group by t.attempt_id
    order by t.attempt_id
  `.execute(db);
  const items = rows.map(({ attemptId, tries }) => ({ attemptId, tries: tries.map(judged) }));
  return pageOf(items, query, ({ attemptId }) => attemptId);
}

/** One that was never seen may lack all of this. */
const wasAskedFor = sql`(amount_minor, method, currency) is not null`;

function judged(row: Row['tries'][number]): TryBooks {
  const { entered: _, capturingMinor: __, ...books } = row;
  return { ...books, mismatches: findLedgerMismatches(row) };
}
