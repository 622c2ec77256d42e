import type { Address } from '@cartwright/contract';
import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import type { Attempt } from '../domain/attempt.ts';
import { type AttemptRow, attemptColumns, attemptOf } from './read-attempt.ts';
import type { DB } from './tables.generated.ts';

export interface NewAttempt {
  cartId: string;
  idempotencyKey: string;
  bodyHash: Buffer;
  email: string;
  shippingAddress: Address;
  billingAddress: Address | null;
  locale: string;
  /** Who is signed in. */
  shopperId: string | null;
  /** Names this very call, so that what it recorded is known again. */
  owner: string;
  leaseMs: number;
}

interface RecordedRow {
  id: string;
  owner: string;
  paymentTryId: string;
}

const recordAll = statement<RecordedRow>(`
  with member as (
    select *
    from jsonb_to_recordset($1::jsonb) as given (
      "cartId" text, "idempotencyKey" text, "bodyHash" text, owner text, "leaseMs" integer,
      email text, "shippingAddress" jsonb, "billingAddress" jsonb, locale text,
      "shopperId" text
    )
  )
  insert into checkout_attempt (
    cart_id, idempotency_key, body_hash, lease_owner, lease_until,
    email, shipping_address, billing_address, locale, shopper_id
  )
  select
    "cartId", "idempotencyKey", decode("bodyHash", 'hex'), owner,
    now() + "leaseMs" * interval '1 millisecond',
    email, "shippingAddress", "billingAddress", locale, "shopperId"
  from member
  where not exists (
    select
    from checkout_attempt
    where cart_id = "cartId"
    and holds_cart
  )
  and not exists (
    select
    from checkout_attempt
    where cart_id = "cartId"
    and not holds_cart
    and idempotency_key = "idempotencyKey"
    and state = 'refused'
    and closed_at > now() - interval '24 hours'
  )
  order by "cartId"
  on conflict (cart_id) where holds_cart do nothing
  returning id, lease_owner as owner, payment_try_id as "paymentTryId"
`);

/** Recorded by an earlier run of a batch: who calls is named by the lease. */
const findRecorded = statement<RecordedRow>(`
  select id, lease_owner as owner, payment_try_id as "paymentTryId"
  from checkout_attempt
  where cart_id = any ($1::text[])
  and holds_cart
  and lease_owner = any ($2::text[])
`);

/**
 * Records attempts and takes their leases. Nothing is recorded when the cart has an open or
 * completed attempt or the key an answer of the last 24 h: `findEarlier` tells which.
 */
export function recordingIn(db: Database<DB>): Batch<NewAttempt, Attempt | 'stands-in-the-way'> {
  return createBatch({
    name: 'checkout.record',
    keyOf: ({ owner }) => owner,
    run: async (members) => {
      const list = members.map((one) => ({ ...one, bodyHash: one.bodyHash.toString('hex') }));
      const rows = await runStatement(db, recordAll, [JSON.stringify(list)]);
      const recorded = new Map(rows.map((row) => [row.owner, row]));
      const rest = members.filter(({ owner }) => !recorded.has(owner));
      if (rest.length > 0) {
        const names = [rest.map(({ cartId }) => cartId), rest.map(({ owner }) => owner)];
        for (const row of await runStatement(db, findRecorded, names)) recorded.set(row.owner, row);
      }
      return new Map(
        members.map((member) => {
          const row = recorded.get(member.owner);
          return [member.owner, row ? attemptJustRecorded(member, row) : 'stands-in-the-way'];
        }),
      );
    },
  });
}

/** What the columns' defaults say, without reading them back. */
function attemptJustRecorded(member: NewAttempt, row: RecordedRow): Attempt {
  const { owner, leaseMs: _, shopperId: __, ...given } = member;
  return {
    ...given,
    id: row.id,
    paymentTryId: row.paymentTryId,
    leaseOwner: owner,
    state: 'preparing',
    version: 1,
    runs: 0,
    wakes: 0,
    paymentStatus: null,
    actionUrl: null,
    actionExpiresInMs: null,
    frozen: null,
    undoSteps: [],
    problem: null,
    placedOrder: null,
    orderId: null,
    orderNumber: null,
    nextRunInMs: 0,
    ageMs: 0,
  };
}

interface Scope {
  cartId: string;
  idempotencyKey: string;
}

const findAll = statement<AttemptRow>(`
  select ${attemptColumns}
  from (
    select distinct "cartId", "idempotencyKey"
    from jsonb_to_recordset($1::jsonb) as given ("cartId" text, "idempotencyKey" text)
  ) as asked
  cross join lateral (
    select *
    from (
      select *
      from checkout_attempt
      where cart_id = "cartId"
      and holds_cart
      union all
      select *
      from checkout_attempt
      where cart_id = "cartId"
      and not holds_cart
      and idempotency_key = "idempotencyKey"
      and state = 'refused'
      and closed_at > now() - interval '24 hours'
    ) as known
    order by id desc
    limit 2
  ) as attempt
`);

/**
 * Attempts that may answer for a key: those of the key (an open or completed one, answers of the
 * last 24 h) and the cart's open or completed one, whosever key it has.
 */
export function findingEarlierIn(db: Database<DB>): Batch<Scope, readonly Attempt[]> {
  return createBatch({
    name: 'checkout.find-earlier',
    kind: 'read',
    keyOf: ({ cartId, idempotencyKey }) => JSON.stringify([cartId, idempotencyKey]),
    run: async (scopes) => {
      const asked = scopes.map(({ cartId, idempotencyKey }) => ({ cartId, idempotencyKey }));
      const rows = await runStatement(db, findAll, [JSON.stringify(asked)]);
      const byCart = Map.groupBy(rows.map(attemptOf), ({ cartId }) => cartId);
      return new Map(
        asked.map(({ cartId, idempotencyKey }) => [
          JSON.stringify([cartId, idempotencyKey]),
          (byCart.get(cartId) ?? []).filter((attempt) => mayAnswer(attempt, idempotencyKey)),
        ]),
      );
    },
  });
}

/** Two keys of one cart may be asked for together; a refusal belongs to its own key. */
const mayAnswer = (attempt: Attempt, idempotencyKey: string): boolean =>
  attempt.state !== 'refused' || attempt.idempotencyKey === idempotencyKey;
