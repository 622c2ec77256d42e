import { ContractError, invalidInput, type RequestContext } from '@cartwright/contract';
import { idempotent, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { CreateRefund } from '../../contract/shapes.ts';
import { mergeLines } from '../domain/merge-lines.ts';
import { refundOfLine } from '../domain/refund-of-line.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { type LockedOrder, lockOrder } from '../store/lock-order.ts';
import { readOpenLines } from '../store/read-open-lines.ts';
import { readRefundedLines } from '../store/read-refunded-lines.ts';
import type { DB } from '../store/tables.generated.ts';
import { keyOf, scopeOf } from './idempotency-key.ts';

/**
 * Asks for a refund of an amount, or of what lines cost, and writes the job that carries it to
 * payments under the refund's id. At most what is captured less what is refunded or asked for.
 * @throws ContractError `refund-too-large` with what can be refunded, `not-found`
 */
export async function refundOrder(
  { db, jobs }: Pick<OrdersParts, 'db' | 'jobs'>,
  request: { orderId: string; refund: CreateRefund },
  context: RequestContext,
): Promise<{ refundId: string }> {
  const { orderId, refund } = request;
  const record = { scope: scopeOf('refund-order', orderId), key: keyOf(context), body: refund };
  return transaction(db, (tx) =>
    idempotent(tx, record, async () => {
      const order = await lockOrder(tx, orderId);
      checkInput(order, refund);
      const lines = await refundedLines(tx, order, refund);
      const amountMinor = refund.amount?.amount ?? sumOf(lines);
      await checkLimit(tx, order, amountMinor);
      const refundId = await insertRefund(tx, { orderId, refund, lines, amountMinor });
      await jobs.enqueue(tx, 'refund-payment', { refundId }, { key: refundId });
      await emitStaffAction(tx, 'orders', context.actor, {
        action: 'order-refund-requested',
        subject: orderId,
        changes: { refundId, amountMinor },
      });
      return { refundId };
    }),
  );
}

function checkInput(order: LockedOrder, { amount, lines }: CreateRefund): void {
  if ((amount === undefined) === (lines === undefined)) {
    throw invalidInput('/body', 'Give either an amount or lines');
  }
  if (amount === undefined) return;
  if (amount.amount <= 0) throw invalidInput('/body/amount/amount', 'It must be above zero');
  if (amount.currency !== order.currency) {
    throw invalidInput('/body/amount/currency', `The order is in ${order.currency}`);
  }
}

interface RefundLine {
  lineId: string;
  quantity: number;
  amountMinor: number;
}

/** Only units that were fulfilled have been captured, and each is given back once. */
async function refundedLines(
  tx: Tx<DB>,
  order: LockedOrder,
  refund: CreateRefund,
): Promise<RefundLine[]> {
  if (refund.lines === undefined) return [];
  const lines = await readOpenLines(tx, order.id);
  const asked = mergeLines(refund.lines, lines);
  const refundedOf = await readRefundedLines(tx, order.id);
  const unitsOf = (lineId: string) => asked.find((line) => line.lineId === lineId)?.quantity ?? 0;
  const possible = lines
    .filter(({ lineId }) => unitsOf(lineId) > 0)
    .map((line): RefundLine => {
      const units = Math.min(unitsOf(line.lineId), line.fulfilled - line.refunded);
      const amountMinor = refundOfLine({ ...line, before: refundedOf(line.lineId), units });
      return { lineId: line.lineId, quantity: units, amountMinor };
    });
  if (possible.some(({ lineId, quantity }) => unitsOf(lineId) > quantity))
    tooLarge(order, Math.min(sumOf(possible), await refundableMinor(tx, order)));
  return possible;
}

const sumOf = (lines: RefundLine[]): number =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

async function checkLimit(tx: Tx<DB>, order: LockedOrder, amountMinor: number): Promise<void> {
  if (amountMinor === 0) throw invalidInput('/body/lines', 'These lines cost nothing');
  const refundable = await refundableMinor(tx, order);
  if (amountMinor > refundable) tooLarge(order, refundable);
}

function tooLarge(order: LockedOrder, refundable: number): never {
  throw new ContractError('refund-too-large', {
    data: { refundable: { amount: refundable, currency: order.currency } },
  });
}

async function refundableMinor(tx: Tx<DB>, order: LockedOrder): Promise<number> {
  const asked = await sql<{ minor: number }>`
    select coalesce(sum(amount_minor), 0)::bigint as minor
    from refund
    where order_id = ${order.id}
      and status = 'requested'
  `.execute(tx);
  return order.capturedMinor - order.refundedMinor - (asked.rows[0]?.minor ?? 0);
}

async function insertRefund(
  tx: Tx<DB>,
  o: { orderId: string; refund: CreateRefund; lines: RefundLine[]; amountMinor: number },
): Promise<string> {
  const inserted = await sql<{ id: string }>`
    with wanted as (
      select "lineId" as line_id,
             quantity,
             "amountMinor" as amount_minor
      from jsonb_to_recordset(${JSON.stringify(o.lines)}::jsonb)
        as line ("lineId" uuid, quantity integer, "amountMinor" bigint)
    ),
    created as (
      insert into refund (order_id, amount_minor, reason)
      values (${o.orderId}, ${o.amountMinor}, ${o.refund.reason})
      returning id
    ),
    counted as (
      update order_line
      set refunded_quantity = refunded_quantity + wanted.quantity
      from wanted
      where order_line.order_id = ${o.orderId}
        and order_line.line_id = wanted.line_id
    ),
    created_line as (
      insert into refund_line (refund_id, order_id, line_id, quantity, amount_minor)
      select created.id,
             ${o.orderId}::uuid,
             wanted.line_id,
             wanted.quantity,
             wanted.amount_minor
      from created, wanted
    )
    select id
    from created
  `.execute(tx);
  const [refund] = inserted.rows;
  if (refund === undefined) throw new Error('The insert of a refund returned no id');
  return refund.id;
}
