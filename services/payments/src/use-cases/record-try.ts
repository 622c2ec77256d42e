import { type Tx, transaction } from '@cartwright/database';
import { emit, eventRow } from '@cartwright/events';
import { isSameMoney } from '@cartwright/money';
import { sql } from 'kysely';
import { paymentsEvents } from '../../contract/index.ts';
import type { ProviderPayment } from '../domain/provider.ts';
import { canMove, firstAskMs, type TryStatus } from '../domain/try-transitions.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { enter } from '../store/ledger.ts';
import { INTENT_GRACE_MS, insertChange, lockTry, type Try } from '../store/tries.ts';
import { settleSeenMovements } from './settle-movement.ts';

/**
 * Records what the provider says of a payment, from whichever side we heard it. Safe to run late,
 * twice and at once: the transition table decides what still counts. An open payment of another sum
 * than the one asked for is never an approval: it is given back.
 */
export async function recordPayment(
  parts: PaymentsParts,
  o: { tryId: string; payment: ProviderPayment; cause: string },
): Promise<void> {
  const { tryId, payment } = o;
  const asked = await transaction(parts.db, async (tx) => {
    const found = await lockTry(tx, tryId);
    if (found === undefined) return undefined;
    const isOpen = payment.status !== 'declined' && payment.status !== 'voided';
    // A try that was authorised already was so for the right sum; reconciliation tells of it.
    const isOther = isOpen && canMove(found.status, 'authorised') && isOtherSum(found, payment);
    await moveTry(tx, found, {
      to: isOther || (found.isVoidRequested && isOpen) ? 'voiding' : payment.status,
      cause: o.cause,
      payment,
      ...(isOther ? { reason: OTHER_SUM } : {}),
    });
    await settleSeenMovements(tx, found, payment);
    return isOther ? { amount: found.amountMinor, currency: found.currency } : undefined;
  });
  if (asked === undefined) return;
  parts.log.error(
    { tryId, asked, answered: payment.amount },
    'the provider answered another sum than was asked for: the payment is voided',
  );
}

/** Why a try was voided that the provider answered with another amount or currency. */
const OTHER_SUM = 'other-sum';

const isOtherSum = ({ amountMinor, currency }: Try, { amount }: ProviderPayment): boolean =>
  amountMinor === null ||
  currency === null ||
  !isSameMoney(amount, { amount: amountMinor, currency });

/**
 * Records the plain approval of an intent, together with others. False when there is anything else
 * to decide: then `recordPayment` does, under the lock of the row.
 */
export async function recordApproval(
  parts: PaymentsParts,
  o: { tryId: string; attemptId: string; payment: ProviderPayment },
): Promise<boolean> {
  const { tryId, attemptId, payment } = o;
  const hasMoved = payment.capturedMinor > 0 || payment.refundedMinor > 0;
  if (payment.status !== 'authorised' || hasMoved) return false;
  const data = { tryId, attemptId, status: 'authorised' } as const;
  return parts.writes.approve({
    tryId,
    paymentId: payment.paymentId,
    reason: payment.reason,
    amountMinor: payment.amount.amount,
    currency: payment.amount.currency,
    event: eventRow(paymentsEvents.trySettled, { subject: tryId, data }),
  });
}

/** Records that a call got no answer, or that the provider refused or never saw the try. */
export async function recordWithoutPayment(
  parts: PaymentsParts,
  o: { tryId: string; to: 'unknown' | 'never-seen' | 'declined'; cause: string; reason?: string },
): Promise<void> {
  await transaction(parts.db, async (tx) => {
    const found = await lockTry(tx, o.tryId);
    if (found === undefined) return;
    await moveTry(tx, found, {
      to: o.to,
      cause: o.cause,
      ...(o.reason === undefined ? {} : { reason: o.reason }),
    });
  });
}

/** Moves a locked try where the table allows it; false when nothing changed. */
export async function moveTry(
  tx: Tx,
  found: Try,
  o: { to: TryStatus; cause: string; payment?: ProviderPayment; reason?: string },
): Promise<boolean> {
  if (!canMove(found.status, o.to)) return false;
  const askMs = firstAskMs(o.to, INTENT_GRACE_MS);
  const askSeconds = askMs === null ? null : askMs / 1_000;
  const { payment } = o;
  await sql`
    update payment_try
    set status = ${o.to},
        payment_id = coalesce(${payment?.paymentId ?? null}, payment_id),
        -- Why it is given back stays said when it has been.
        reason = coalesce(
          ${payment?.reason ?? o.reason ?? null}, case when status = 'voiding' then reason end
        ),
        action_url = ${payment?.action?.url ?? null},
        action_expires_at = ${payment?.action?.expiresAt ?? null}::timestamptz,
        ask_at = clock_timestamp() + make_interval(secs => ${askSeconds}),
        ask_count = 0,
        updated_at = clock_timestamp()
    where try_id = ${found.tryId}
      and status = ${found.status}
  `.execute(tx);
  await insertChange(tx, { tryId: found.tryId, from: found.status, to: o.to, cause: o.cause });
  await enterHold(tx, found, o);
  await tell(tx, found, o.to);
  return true;
}

/**
 * A hold begins with the approval, also one that is given back at once, and ends with the void. One
 * of another sum is not in our books: reconciliation shows it until the provider lets it go.
 */
async function enterHold(
  tx: Tx,
  found: Try,
  o: { to: TryStatus; payment?: ProviderPayment; reason?: string },
): Promise<void> {
  const { tryId, amountMinor, currency } = found;
  if (amountMinor === null || currency === null) return;
  const isHeld = o.to === 'voiding' && o.payment?.status === 'authorised' && o.reason !== OTHER_SUM;
  const isApproval = o.to === 'authorised' || isHeld;
  if (isApproval) {
    await enter(tx, { kind: 'authorise', tryId, referenceId: tryId, amountMinor, currency });
  }
  if (o.to !== 'voided') return;
  await sql`
    insert into ledger_entry (
      try_id, kind, reference_id, from_account, to_account, amount_minor, currency
    )
    select e.try_id, 'release', e.reference_id, 'hold', 'shopper',
           t.amount_minor - t.captured_minor - t.capturing_minor, t.currency
    from ledger_entry e
    join payment_try t on t.try_id = e.try_id
    where e.kind = 'authorise'
      and e.try_id = ${tryId}
  `.execute(tx);
}

async function tell(tx: Tx, found: Try, to: TryStatus): Promise<void> {
  const { tryId, attemptId, orderId } = found;
  if (attemptId === null) return;
  if (to === 'authorised' || to === 'declined' || to === 'voided' || to === 'never-seen') {
    await emit(tx, paymentsEvents.trySettled, {
      subject: tryId,
      data: { tryId, attemptId, status: to },
    });
  }
  if (to === 'voided') {
    await emit(tx, paymentsEvents.voided, { subject: tryId, data: { tryId, attemptId, orderId } });
  }
}
