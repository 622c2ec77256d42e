import type { Tx } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { paymentsEvents } from '../../contract/index.ts';
import type { ProviderPayment } from '../domain/provider.ts';
import { enter } from '../store/ledger.ts';
import type { Try } from '../store/tries.ts';

export interface Movement {
  id: string;
  kind: 'capture' | 'refund';
  tryId: string;
  amountMinor: number;
  currency: string;
  status: 'requested' | 'done' | 'failed';
  reason: string | null;
}

export const movementColumns = sql`
  id,
  kind,
  try_id as "tryId",
  amount_minor as "amountMinor",
  currency,
  status,
  reason
`;

/** Ends a requested movement once; its try must be locked. Nothing happens when it has ended. */
export async function settleMovement(
  tx: Tx,
  found: Try,
  o: { id: string; isDone: boolean; reason: string | null },
): Promise<void> {
  const settled = await sql<Movement>`
    update movement
    set status = ${o.isDone ? 'done' : 'failed'},
        reason = ${o.reason},
        ask_at = null,
        settled_at = clock_timestamp()
    where id = ${o.id}
      and status = 'requested'
    returning ${movementColumns}
  `.execute(tx);
  const [movement] = settled.rows;
  if (movement === undefined) return;
  const doneMinor = o.isDone ? movement.amountMinor : 0;
  const isCapture = movement.kind === 'capture';
  await sql`
    update payment_try
    set capturing_minor = capturing_minor - ${isCapture ? movement.amountMinor : 0},
        captured_minor = captured_minor + ${isCapture ? doneMinor : 0},
        refunding_minor = refunding_minor - ${isCapture ? 0 : movement.amountMinor},
        refunded_minor = refunded_minor + ${isCapture ? 0 : doneMinor},
        updated_at = clock_timestamp()
    where try_id = ${movement.tryId}
  `.execute(tx);
  // A void leaves in the hold what a capture on its way may take; refused, it goes back as well.
  const isGivenBack = !o.isDone && isCapture && found.status === 'voided';
  if (o.isDone || isGivenBack) {
    await enter(tx, {
      kind: isGivenBack ? 'release' : movement.kind,
      tryId: movement.tryId,
      referenceId: movement.id,
      amountMinor: movement.amountMinor,
      currency: movement.currency,
    });
  }
  await tellMovement(tx, found, movement, o);
}

export async function tellMovement(
  tx: Tx,
  found: Try,
  movement: Pick<Movement, 'id' | 'kind' | 'amountMinor' | 'currency'>,
  o: { isDone: boolean; reason: string | null },
): Promise<void> {
  const { tryId, orderId } = found;
  const amount = { amount: movement.amountMinor, currency: movement.currency };
  const reason = o.reason ?? 'refused';
  if (movement.kind === 'capture') {
    const data = { tryId, captureId: movement.id, orderId, amount };
    if (o.isDone) await emit(tx, paymentsEvents.captured, { subject: tryId, data });
    else
      await emit(tx, paymentsEvents.captureFailed, { subject: tryId, data: { ...data, reason } });
    return;
  }
  const data = { tryId, refundId: movement.id, orderId, amount };
  if (o.isDone) await emit(tx, paymentsEvents.refunded, { subject: tryId, data });
  else await emit(tx, paymentsEvents.refundFailed, { subject: tryId, data: { ...data, reason } });
}

/** The provider names captures and refunds of ours whose answer we may never have got. */
export async function settleSeenMovements(
  tx: Tx,
  found: Try,
  payment: ProviderPayment,
): Promise<void> {
  const keys = [...payment.captureKeys, ...payment.refundKeys];
  if (keys.length === 0) return;
  const open = await sql<{ id: string }>`
    select id
    from movement
    where try_id = ${found.tryId}
      and status = 'requested'
      and id::text = any(${keys})
    order by kind, id
    limit 100
  `.execute(tx);
  for (const { id } of open.rows)
    await settleMovement(tx, found, { id, isDone: true, reason: null });
}
