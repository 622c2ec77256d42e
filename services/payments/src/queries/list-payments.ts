import { listPage } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { AdminPayment } from '../../contract/index.ts';

/** Payments newest first, each with its captures, refunds and changes of state. */
export async function listPayments(
  db: Database,
  o: {
    orderId: string | null;
    attemptId: string | null;
    limit: number;
    before: string | undefined;
  },
): Promise<{ items: AdminPayment[]; nextCursor: string | null }> {
  const found = await sql<{ payment: AdminPayment }>`
    select json_build_object(
             'tryId', t.try_id,
             'attemptId', t.attempt_id,
             'orderId', t.order_id,
             'provider', t.method,
             'method', t.method,
             'paymentId', t.payment_id,
             'status', t.status,
             'reason', t.reason,
             'amount', json_build_object('amount', t.amount_minor, 'currency', t.currency),
             'captured', json_build_object('amount', t.captured_minor, 'currency', t.currency),
             'refunded', json_build_object('amount', t.refunded_minor, 'currency', t.currency),
             'captures', ${movementsOf('capture')},
             'refunds', ${movementsOf('refund')},
             'history', (
               select json_agg(json_build_object(
                 'from', c.from_status, 'to', c.to_status, 'cause', c.cause,
                 'at', ${iso('c.changed_at')}
               ) order by c.id)
               from (${history}) c
             ),
             'createdAt', ${iso('t.created_at')}
           ) as payment
    from payment_try t
    where t.attempt_id is not null
      and ${o.orderId === null ? sql`true` : ofOrder(o.orderId)}
      and ${o.attemptId === null ? sql`true` : sql`t.attempt_id = ${o.attemptId}::uuid`}
      and ${o.before === undefined ? sql`true` : sql`t.try_id < ${o.before}::uuid`}
    order by t.try_id desc
    limit ${o.limit + 1}
  `.execute(db);
  const payments = found.rows.map(({ payment }) => payment);
  return listPage(payments, o.limit, ({ tryId }) => tryId);
}

const ofOrder = (orderId: string) => sql`t.try_id = (
  select try_id
  from order_payment
  where order_id = ${orderId}
)`;

const iso = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * A try that goes well changes twice: the first time is told by its row, the second by its entry in
 * the ledger. Every other change has a row of its own, also each other way out of an intent.
 */
const history = sql`
  select -2 as id,
         null as from_status,
         'intent' as to_status,
         'authorise' as cause,
         t.created_at as changed_at
  where not exists (
    select
    from try_change
    where try_id = t.try_id
      and from_status is null
  )
  union all
  select -1, 'intent', 'authorised', 'answer', entered_at
  from ledger_entry
  where try_id = t.try_id
    and kind = 'authorise'
    and not exists (
      select
      from try_change
      where try_id = t.try_id
        and from_status = 'intent'
    )
  union all
  select id, from_status, to_status, cause, changed_at
  from try_change
  where try_id = t.try_id
`;

const movementsOf = (kind: 'capture' | 'refund') => sql`(
  select coalesce(json_agg(json_build_object(
    'id', m.id,
    'amount', json_build_object('amount', m.amount_minor, 'currency', m.currency),
    'status', m.status,
    'reason', m.reason,
    'createdAt', ${iso('m.created_at')}
  ) order by m.created_at, m.id), '[]')
  from movement m
  where m.try_id = t.try_id
    and m.kind = ${kind}
)`;
