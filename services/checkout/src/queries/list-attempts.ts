import { listPage, type RouteInput, type RouteOutput, readIdCursor } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import type { checkoutContract, StaffAttempt } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

type Route = (typeof checkoutContract)['routes']['listAttempts'];

interface Row extends Omit<StaffAttempt, 'createdAt' | 'updatedAt' | 'closedAt' | 'nextRunAt'> {
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  nextRunAt: Date | null;
}

/** Attempts by state, newest first; the cursor is the id of the last one shown. */
export async function listAttempts(
  db: Database<DB>,
  input: RouteInput<Route>,
): Promise<RouteOutput<Route>> {
  const { limit = 24, status = 'open' } = input.query;
  const cursor = readIdCursor(input.query.cursor);
  const { rows } = await sql<Row>`
    select
      id,
      state,
      created_at as "createdAt",
      updated_at as "updatedAt",
      closed_at as "closedAt",
      case when closed_at is null then next_run_at end as "nextRunAt",
      runs,
      case
        when total_amount is not null
        then jsonb_build_object('amount', total_amount, 'currency', currency)
      end as total,
      payment_try_id as "paymentTryId",
      payment_status as "paymentStatus",
      problem ->> 'code' as problem,
      order_id as "orderId",
      order_number as "orderNumber"
    from checkout_attempt
    where ${inState(status)}
    and ${cursor === undefined ? sql`true` : sql`id < ${cursor}::uuid`}
    order by id desc
    limit ${limit + 1}
  `.execute(db);
  return { status: 200, body: listPage(rows.map(toStaffAttempt), limit, ({ id }) => id) };
}

/** Says of each state also what an index knows: few attempts are open, and few have failed. */
function inState(status: 'open' | StaffAttempt['state']): RawBuilder<unknown> {
  if (status === 'open') return sql`closed_at is null`;
  if (status === 'completed') return sql`state = 'completed'`;
  const isFailed = status === 'refused' || status === 'undone';
  return isFailed
    ? sql`not holds_cart and problem is not null and state = ${status}`
    : sql`closed_at is null and state = ${status}`;
}

const toStaffAttempt = (row: Row): StaffAttempt => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
  nextRunAt: row.nextRunAt?.toISOString() ?? null,
});
