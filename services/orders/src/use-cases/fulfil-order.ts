import { ContractError, type RequestContext } from '@cartwright/contract';
import { idempotent, type Tx, transaction } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { ordersEvents } from '../../contract/events.ts';
import type { CreateFulfilment, LineQuantity } from '../../contract/shapes.ts';
import { captureAmount } from '../domain/capture-amount.ts';
import { mergeLines } from '../domain/merge-lines.ts';
import { moveOrder } from '../domain/order-status.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { insertFulfilment } from '../store/insert-fulfilment.ts';
import { type LockedOrder, lockOrder } from '../store/lock-order.ts';
import { type OpenLine, readOpenLines } from '../store/read-open-lines.ts';
import type { DB } from '../store/tables.generated.ts';
import { keyOf, scopeOf } from './idempotency-key.ts';

/**
 * Fulfils some lines, or all that is left, and writes the job that captures their part of the
 * payment. Never more than ordered less fulfilled less cancelled, and nothing whose money went back
 * to the customer, as when the provider let the authorisation lapse.
 * @throws ContractError `cannot-fulfil` with the reason and what is left of each line, `not-found`
 */
export async function fulfilOrder(
  { db, jobs }: Pick<OrdersParts, 'db' | 'jobs'>,
  request: { orderId: string; fulfilment: CreateFulfilment },
  context: RequestContext,
): Promise<{ fulfilmentId: string }> {
  const { orderId, fulfilment } = request;
  const record = { scope: scopeOf('fulfil-order', orderId), key: keyOf(context), body: fulfilment };
  return transaction(db, (tx) =>
    idempotent(tx, record, async () => {
      const order = await lockOrder(tx, orderId);
      const lines = await readOpenLines(tx, orderId);
      const wanted = wantedLines(lines, fulfilment.lines);
      if (order.isVoided && order.capturedMinor < order.totalMinor) refuse('payment-voided');
      await takeLines(tx, orderId, wanted);
      const created = await createFulfilment(tx, { order, lines, wanted, fulfilment });
      if (created.captureMinor > 0) {
        const data = { fulfilmentId: created.id };
        await jobs.enqueue(tx, 'capture-fulfilment', data, { key: created.id });
      }
      await emitStaffAction(tx, 'orders', context.actor, {
        action: 'order-fulfilled',
        subject: orderId,
        changes: { fulfilmentId: created.id },
      });
      return { fulfilmentId: created.id };
    }),
  );
}

/** What is asked for, or all that is left. */
function wantedLines(lines: OpenLine[], asked: LineQuantity[] | undefined): LineQuantity[] {
  const wanted =
    asked === undefined
      ? lines
          .filter((line) => line.open > 0)
          .map(({ lineId, open }) => ({ lineId, quantity: open }))
      : mergeLines(asked, lines);
  const lacking = wanted.flatMap(({ lineId, quantity }) => {
    const open = lines.find((line) => line.lineId === lineId)?.open ?? 0;
    return quantity > open ? [{ lineId, requested: quantity, fulfillable: open }] : [];
  });
  if (lacking.length > 0 || wanted.length === 0) refuse('more-than-left', lacking);
  return wanted;
}

/** The statement decides, whatever was read before it. */
async function takeLines(tx: Tx<DB>, orderId: string, wanted: LineQuantity[]): Promise<void> {
  const taken = await sql`
    update order_line
    set fulfilled_quantity = fulfilled_quantity + wanted.quantity
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
           as wanted ("lineId" uuid, quantity integer)
    where order_line.order_id = ${orderId}
      and order_line.line_id = wanted."lineId"
      and order_line.fulfilled_quantity + order_line.cancelled_quantity + wanted.quantity
            <= order_line.quantity
  `.execute(tx);
  if (Number(taken.numAffectedRows ?? 0) !== wanted.length) refuse('more-than-left');
}

function refuse(
  reason: 'more-than-left' | 'payment-voided',
  lines: { lineId: string; requested: number; fulfillable: number }[] = [],
): never {
  throw new ContractError('cannot-fulfil', { data: { reason, lines } });
}

async function createFulfilment(
  tx: Tx<DB>,
  o: {
    order: LockedOrder;
    lines: OpenLine[];
    wanted: LineQuantity[];
    fulfilment: CreateFulfilment;
  },
): Promise<{ id: string; captureMinor: number }> {
  const { order, lines, wanted, fulfilment } = o;
  const unitsOf = (lineId: string) => wanted.find((line) => line.lineId === lineId)?.quantity ?? 0;
  const isComplete = lines.every((line) => line.open === unitsOf(line.lineId));
  const status = moveOrder(order.status, isComplete ? 'fulfil-rest' : 'fulfil-some');
  if (status === undefined) refuse('more-than-left');
  const before = await readEarlierCaptures(tx, order.id);
  const captureMinor = captureAmount({
    ...order,
    lines: lines.map((line) => ({
      ...line,
      unitsBefore: line.fulfilled,
      units: unitsOf(line.lineId),
    })),
    askedBeforeMinor: before.askedMinor,
    isFirst: before.count === 0,
    isLast: isComplete && lines.every((line) => line.cancelled === 0),
  });
  const id = await insertFulfilment(tx, {
    orderId: order.id,
    fulfilment,
    lines: wanted,
    captureMinor,
    status,
  });
  await emit(tx, ordersEvents.fulfilmentCreated, {
    subject: order.id,
    data: {
      orderId: order.id,
      attemptId: order.attemptId,
      fulfilmentId: id,
      lines: lines.flatMap(({ lineId, variantId }) =>
        unitsOf(lineId) > 0 ? [{ variantId, quantity: unitsOf(lineId) }] : [],
      ),
    },
  });
  return { id, captureMinor };
}

async function readEarlierCaptures(tx: Tx<DB>, orderId: string) {
  const found = await sql<{ askedMinor: number; count: number }>`
    select coalesce(sum(capture_minor), 0)::bigint as "askedMinor",
           count(*)::integer as count
    from fulfilment
    where order_id = ${orderId}
  `.execute(tx);
  return found.rows[0] ?? { askedMinor: 0, count: 0 };
}
