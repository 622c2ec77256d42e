import { isId } from '@cartwright/contract';
import { type Database, inRounds, type Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { PaymentTryState } from '../../contract/index.ts';
import { publicStatus, type TryStatus } from '../domain/try-transitions.ts';

/** A payment try as its row tells it. The request is null for one given up before it was made. */
export interface Try {
  tryId: string;
  attemptId: string | null;
  orderId: string | null;
  method: string | null;
  amountMinor: number | null;
  currency: string | null;
  status: TryStatus;
  paymentId: string | null;
  reason: string | null;
  actionUrl: string | null;
  actionExpiresAt: Date | null;
  isVoidRequested: boolean;
  capturingMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  /** The request cannot be under way any more, even if its process lives. */
  isGraceOver: boolean;
}

const tryColumns = sql`
  try_id as "tryId",
  attempt_id as "attemptId",
  order_id as "orderId",
  method,
  amount_minor as "amountMinor",
  currency,
  status,
  payment_id as "paymentId",
  reason,
  action_url as "actionUrl",
  action_expires_at as "actionExpiresAt",
  void_requested as "isVoidRequested",
  capturing_minor as "capturingMinor",
  captured_minor as "capturedMinor",
  refunded_minor as "refundedMinor",
  created_at + interval '10 seconds' < clock_timestamp() as "isGraceOver"
`;

/**
 * As long as a request to the provider may be under way: `isGraceOver` above and
 * `askAboutSome` below mean the same time.
 */
export const INTENT_GRACE_MS = 10_000;

/** Whether a key at a provider may be one of ours: others use the same account. */
export const isTryId = isId;

export async function findTry(db: Database | Tx, tryId: string): Promise<Try | undefined> {
  const found = await sql<Try>`
    select ${tryColumns}
    from payment_try
    where try_id = ${tryId}
  `.execute(db);
  return found.rows[0];
}

/** Holds the row until the transaction ends: inside it there is SQL only. */
export async function lockTry(tx: Tx, tryId: string): Promise<Try | undefined> {
  const found = await sql<Try>`
    select ${tryColumns}
    from payment_try
    where try_id = ${tryId}
    for update
  `.execute(tx);
  return found.rows[0];
}

/** Refuses an id that was never used, so that a request still on its way finds it refused. */
export async function insertRefused(tx: Tx, tryId: string): Promise<boolean> {
  const inserted = await sql`
    insert into payment_try (try_id, status, void_requested)
    values (${tryId}, 'never-seen', true)
    on conflict (try_id) do nothing
    returning try_id
  `.execute(tx);
  if (inserted.rows.length === 0) return false;
  await insertChange(tx, { tryId, from: null, to: 'never-seen', cause: 'void' });
  return true;
}

export async function insertChange(
  tx: Tx,
  o: { tryId: string; from: TryStatus | null; to: TryStatus; cause: string },
): Promise<void> {
  await sql`
    insert into try_change (try_id, from_status, to_status, cause)
    values (${o.tryId}, ${o.from}, ${o.to}, ${o.cause})
  `.execute(tx);
}

/**
 * A batch is up to some 100 tries, each looked up by its key; in a quiet shop it is one, and 2,000
 * a pass outrun what such a shop writes in a second.
 */
const batches = { atOnce: 100, roundsMax: 20 };

/** Has the intents asked about whose request ended without a word, as with its process. */
export const askAboutStaleIntents = (db: Database): Promise<number> =>
  inRounds(batches, (atOnce) => askAboutSome(db, atOnce));

/** Tells how many batches it took. */
async function askAboutSome(db: Database, atOnce: number): Promise<number> {
  const taken = await sql<{ batches: number }>`
    with due as (
      delete from intent_batch
      where id in (
        select id
        from intent_batch
        where written_at < clock_timestamp() - interval '10 seconds'
        order by id
        limit ${atOnce}
        for update skip locked
      )
      returning try_ids
    ), asked as (
      update payment_try
      set ask_at = clock_timestamp()
      where try_id = any (array(select unnest(try_ids) from due))
        and status = 'intent'
        and ask_at is null
    )
    select count(*) as batches
    from due
  `.execute(db);
  return taken.rows[0]?.batches ?? 0;
}

/**
 * Tries whose time to be asked about has come, with the next time set: the claim holds across
 * processes because the next time lies behind it. Pauses double up to a minute.
 */
export async function claimTriesToAsk(db: Database, limit: number): Promise<string[]> {
  const claimed = await sql<{ tryId: string }>`
    update payment_try
    set ask_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(ask_count, 6))),
        ask_count = ask_count + 1
    where try_id in (
      select try_id
      from payment_try
      where ask_at <= clock_timestamp()
      order by ask_at
      limit ${limit}
      for update skip locked
    )
    returning try_id as "tryId"
  `.execute(db);
  return claimed.rows.map(({ tryId }) => tryId);
}

/** What the contract says of a try. */
export const stateOf = (found: Try): PaymentTryState => ({
  tryId: found.tryId,
  paymentId: found.paymentId,
  status: publicStatus(found.status),
  reason: found.reason,
  action:
    found.status === 'action-required' && found.actionUrl !== null
      ? { url: found.actionUrl, expiresAt: found.actionExpiresAt?.toISOString() ?? null }
      : null,
});
