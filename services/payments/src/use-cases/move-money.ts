import { faultPoint } from '@cartwright/config';
import { ContractError } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import type { Money } from '@cartwright/money';
import { sql } from 'kysely';
import type { PaymentsParts } from '../payments-parts.ts';
import { findTry, lockTry, type Try } from '../store/tries.ts';
import { byItself } from './by-itself.ts';
import { type Movement, movementColumns, settleMovement, tellMovement } from './settle-movement.ts';

const BATCH_MAX = 50;

interface MovementOrder {
  id: string;
  kind: 'capture' | 'refund';
  tryId: string;
  amount: Money;
}

/**
 * Captures or refunds once for an id. The amount is set aside in our books before the provider is
 * asked, so that concurrent movements together never exceed what there is; a repeat continues.
 */
export async function moveMoney(parts: PaymentsParts, order: MovementOrder): Promise<Movement> {
  if (order.amount.amount < 0)
    throw new ContractError('invalid-input', {
      problems: [{ pointer: '/body/amount/amount', message: 'must not be negative' }],
    });
  await faultPoint('payments.before-intent');
  const movement = await transaction(parts.db, (tx) => setAside(tx, order));
  if (
    movement.kind !== order.kind ||
    movement.tryId !== order.tryId ||
    movement.amountMinor !== order.amount.amount ||
    movement.currency !== order.amount.currency
  )
    throw new ContractError('payment-id-reused');
  await faultPoint('payments.after-intent');
  if (movement.status === 'requested') await carryOut(parts, movement);
  const settled = await findMovement(parts.db, order.id);
  if (settled === undefined) throw new Error(`the movement ${order.id} is gone`);
  return settled;
}

/** Repeats, under their ids, the movements that never got an answer. */
export async function carryOutOpenMovements(parts: PaymentsParts): Promise<void> {
  const claimed = await sql<Movement>`
    update movement
    set ask_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(ask_count, 6))),
        ask_count = ask_count + 1
    where id in (
      select id
      from movement
      where ask_at <= clock_timestamp()
      order by ask_at
      limit ${BATCH_MAX}
      for update skip locked
    )
    returning ${movementColumns}
  `.execute(parts.db);
  for (const movement of claimed.rows) {
    const ids = { movementId: movement.id, tryId: movement.tryId };
    await byItself(parts, ids, () => carryOut(parts, movement));
  }
}

async function findMovement(db: Database | Tx, id: string): Promise<Movement | undefined> {
  const found = await sql<Movement>`
    select ${movementColumns}
    from movement
    where id = ${id}
  `.execute(db);
  return found.rows[0];
}

async function setAside(tx: Tx, order: MovementOrder): Promise<Movement> {
  const found = await lockTry(tx, order.tryId);
  if (found === undefined) throw new ContractError('not-found');
  const known = await findMovement(tx, order.id);
  if (known !== undefined) return known;
  const refusal = await refusalOf(tx, found, order);
  const isCapture = order.kind === 'capture';
  const inserted = await sql<Movement>`
    insert into movement (
      id, kind, try_id, amount_minor, currency, status, reason, ask_at, settled_at
    )
    values (
      ${order.id}, ${order.kind}, ${order.tryId}, ${order.amount.amount}, ${order.amount.currency},
      ${refusal === null ? 'requested' : 'failed'}, ${refusal},
      ${refusal === null ? sql`clock_timestamp() + interval '10 seconds'` : null},
      ${refusal === null ? null : sql`clock_timestamp()`}
    )
    returning ${movementColumns}
  `.execute(tx);
  const [movement] = inserted.rows;
  if (movement === undefined) throw new Error(`the movement ${order.id} was not written`);
  if (refusal === null) {
    await sql`
      update payment_try
      set capturing_minor = capturing_minor + ${isCapture ? order.amount.amount : 0},
          refunding_minor = refunding_minor + ${isCapture ? 0 : order.amount.amount}
      where try_id = ${order.tryId}
    `.execute(tx);
  } else {
    await tellMovement(tx, found, movement, { isDone: false, reason: refusal });
  }
  return movement;
}

/** Why our own books refuse it; the constraints of the table say the same. */
async function refusalOf(tx: Tx, found: Try, order: MovementOrder): Promise<string | null> {
  if (found.currency !== order.amount.currency) return 'other-currency';
  if (order.kind === 'capture') {
    if (found.status !== 'authorised') return 'not-authorised';
    const takenMinor = found.capturedMinor + found.capturingMinor;
    return takenMinor + order.amount.amount > (found.amountMinor ?? 0)
      ? 'exceeds-authorised'
      : null;
  }
  const open = await sql<{ refundingMinor: number }>`
    select refunding_minor as "refundingMinor"
    from payment_try
    where try_id = ${found.tryId}
  `.execute(tx);
  const givenMinor = found.refundedMinor + (open.rows[0]?.refundingMinor ?? 0);
  return givenMinor + order.amount.amount > found.capturedMinor ? 'exceeds-captured' : null;
}

async function carryOut(parts: PaymentsParts, movement: Movement): Promise<void> {
  const found = await findTry(parts.db, movement.tryId);
  const provider = found?.method == null ? undefined : parts.providers.get(found.method);
  if (found?.paymentId == null || provider === undefined) return;
  const order = {
    paymentId: found.paymentId,
    key: movement.id,
    amount: { amount: movement.amountMinor, currency: movement.currency },
  };
  const answer =
    movement.kind === 'capture' ? await provider.capture(order) : await provider.refund(order);
  await faultPoint('payments.after-provider');
  const isDone = answer.kind === 'payment';
  await transaction(parts.db, async (tx) => {
    const locked = await lockTry(tx, movement.tryId);
    if (locked === undefined) return;
    if (answer.kind === 'no-answer') {
      await sql`
        update movement
        set ask_at = least(ask_at, clock_timestamp() + interval '1 second')
        where id = ${movement.id}
          and ask_count = 0
      `.execute(tx);
      return;
    }
    const reason = answer.kind === 'refused' ? answer.reason : null;
    await settleMovement(tx, locked, { id: movement.id, isDone, reason });
  });
  await faultPoint('payments.after-record');
}
