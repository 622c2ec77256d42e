import {
  type Batch,
  boundedBy,
  createBatch,
  type Database,
  runStatement,
  statement,
  type Tx,
} from '@cartwright/database';
import { sql } from 'kysely';
import type { PlacedOrder } from '../../contract/index.ts';
import type { Attempt } from '../domain/attempt.ts';
import { type AttemptEvent, isClosed, stateAfter } from '../domain/attempt-states.ts';
import type { FrozenOrder } from '../domain/freeze-order.ts';
import type { Problem } from '../domain/outcome.ts';
import type { UndoStep } from '../domain/undo-steps.ts';
import { loadAttempt } from './claim-attempts.ts';
import { type AttemptRow, attemptColumns, attemptOf, type Placement } from './read-attempt.ts';
import { findingEarlierIn, recordingIn } from './record-attempt.ts';
import type { DB } from './tables.generated.ts';

/** Somebody else has moved the attempt on: who meets this must not act for it any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor(attemptId: string) {
    super(`Attempt ${attemptId} has been taken over`);
  }
}

interface Changes {
  frozen?: FrozenOrder;
  paymentStatus?: string;
  /** The shopper's time to confirm begins now, by the database's clock. */
  action?: { url: string; expiresInMs: number };
  undoSteps?: readonly UndoStep[];
  problem?: Problem;
  placedOrder?: PlacedOrder;
}

interface Advance {
  attempt: Attempt;
  event: AttemptEvent;
  changes: Changes;
}

/** The attempt as its member knew it: another version of it may be in the same batch. */
interface MovedRow {
  id: string;
  version: number;
}

const advanceAll = statement<MovedRow>(`
  with member as (
    select *
    from jsonb_to_recordset(${boundedBy('$2', '$1::jsonb')}) as given (
      id uuid, version integer, state text, "isClosed" boolean, frozen jsonb,
      currency text, "totalAmount" bigint, "paymentStatus" text, "actionUrl" text,
      "actionExpiresInMs" integer, "undoSteps" text[], problem jsonb, placement jsonb,
      "orderId" uuid, "orderNumber" text
    )
  )
  update checkout_attempt as attempt
  set
    version = attempt.version + 1,
    updated_at = now(),
    state = member.state,
    runs = 0,
    frozen = coalesce(member.frozen, attempt.frozen),
    currency = coalesce(member.currency, attempt.currency),
    total_amount = coalesce("totalAmount", total_amount),
    payment_status = coalesce("paymentStatus", payment_status),
    action_url = coalesce("actionUrl", action_url),
    action_expires_at = coalesce(
      now() + "actionExpiresInMs" * interval '1 millisecond',
      action_expires_at
    ),
    undo_steps = coalesce("undoSteps", undo_steps),
    problem = coalesce(member.problem, attempt.problem),
    placed_order = coalesce(placement, placed_order),
    order_id = coalesce("orderId", order_id),
    order_number = coalesce("orderNumber", order_number),
    closed_at = case when "isClosed" then now() end,
    lease_until = case when not "isClosed" then lease_until end
  from member
  where attempt.id = member.id
  and attempt.version = member.version
  returning attempt.id, member.version
`);

/** Moved by an earlier run of a batch: only who holds the lease moves an attempt to a state. */
const findAdvanced = statement<MovedRow>(`
  select attempt.id, member.version
  from jsonb_to_recordset($1::jsonb) as member (
    id uuid, version integer, owner text, state text
  )
  join checkout_attempt as attempt using (id, state)
  where attempt.id = any (array(
    select id
    from jsonb_to_recordset($1::jsonb) as given (id uuid)
  ))
  and attempt.version = member.version + 1
  and attempt.lease_owner = member.owner
`);

/** Moves attempts by one event each, if nobody else has moved them. */
function advancingIn(
  db: Database<DB>,
  o: { name: string; gatherMs?: number },
): Batch<Advance, 'moved' | 'lost'> {
  return createBatch({
    ...o,
    keyOf: ({ attempt }) => versionOf(attempt),
    run: async (members, { lockTimeout }) => {
      // Rows are taken in the order given, by id as everywhere: no two transactions deadlock.
      const sorted = members.toSorted((a, b) => (a.attempt.id < b.attempt.id ? -1 : 1));
      const given = JSON.stringify(sorted.map(memberOf));
      const rows = await runStatement(db, advanceAll, [given, lockTimeout]);
      const moved = new Set(rows.map(versionOf));
      const rest = members.filter(({ attempt }) => !moved.has(versionOf(attempt)));
      if (rest.length > 0)
        for (const row of await runStatement(db, findAdvanced, [namesOf(rest)]))
          moved.add(versionOf(row));
      return new Map(
        members.map(({ attempt }) => {
          const version = versionOf(attempt);
          return [version, moved.has(version) ? 'moved' : 'lost'];
        }),
      );
    },
  });
}

const versionOf = ({ id, version }: MovedRow): string => `${id} ${version}`;

function memberOf({ attempt, event, changes }: Advance): object {
  const state = stateAfter(attempt.state, event);
  const { frozen, action, placedOrder } = changes;
  return {
    id: attempt.id,
    version: attempt.version,
    state,
    isClosed: isClosed(state),
    frozen,
    currency: frozen?.currency,
    totalAmount: frozen?.totals.total.amount,
    paymentStatus: changes.paymentStatus,
    actionUrl: action?.url,
    actionExpiresInMs: action?.expiresInMs,
    undoSteps: changes.undoSteps,
    problem: changes.problem,
    placement: placedOrder && placementOf(placedOrder),
    orderId: placedOrder?.id,
    orderNumber: placedOrder?.number,
  };
}

const namesOf = (members: readonly Advance[]): string =>
  JSON.stringify(
    members.map(({ attempt: { id, version, state, leaseOwner }, event }) => ({
      id,
      version,
      owner: leaseOwner,
      state: stateAfter(state, event),
    })),
  );

const placementOf = ({ status, createdAt, accessToken }: PlacedOrder): Placement => ({
  status,
  createdAt,
  accessToken,
});

/** The statements of a checkout that goes well, each carried together with its neighbours'. */
export interface AttemptWrites {
  record: ReturnType<typeof recordingIn>;
  /** These two give attempts as this process answered them, before that is written as well. */
  findEarlier: ReturnType<typeof findingEarlierIn>;
  load: (attemptId: string) => Promise<Attempt | undefined>;
  /** Throws `LeaseLost` when somebody else has moved the attempt. */
  advance: (attempt: Attempt, event: AttemptEvent, changes?: Changes) => Promise<Attempt>;
  /**
   * The attempt as it is with its order, and the write of it, which is made a little later: it only
   * says again what orders knows. Nobody but this process knows of it before.
   */
  complete: (attempt: Attempt, changes: Changes) => Completion;
  /** Resolves once no completion of this process is under way. */
  idle: () => Promise<void>;
}

export interface Completion {
  attempt: Attempt;
  /** Rejects with `LeaseLost` when somebody else has moved the attempt. */
  written: Promise<void>;
}

/** Lets a completion wait for others, and is short beside the answer's way to a shopper. */
const completionsGatherMs = 50;

export function attemptWritesIn(db: Database<DB>): AttemptWrites {
  const move = advancingIn(db, { name: 'checkout.advance' });
  const moveToEnd = advancingIn(db, {
    name: 'checkout.complete',
    gatherMs: completionsGatherMs,
  });
  const find = findingEarlierIn(db);
  const ending = new Map<string, Completion>();
  return {
    record: recordingIn(db),
    findEarlier: async (scope, deadline) => {
      const found = await find(scope, deadline);
      return found.map((attempt) => ending.get(attempt.id)?.attempt ?? attempt);
    },
    load: async (attemptId) => ending.get(attemptId)?.attempt ?? loadAttempt(db, attemptId),
    advance: async (attempt, event, changes = {}) => {
      if ((await move({ attempt, event, changes })) === 'lost') throw new LeaseLost(attempt.id);
      return advanced(attempt, event, changes);
    },
    complete: (attempt, changes) => {
      const event = 'order-placed';
      const written = moveToEnd({ attempt, event, changes })
        .then((outcome) => {
          if (outcome === 'lost') throw new LeaseLost(attempt.id);
        })
        .finally(() => {
          // Whoever took the attempt over in this process may be ending it by now.
          if (ending.get(attempt.id) === completion) ending.delete(attempt.id);
        });
      const completion = { attempt: advanced(attempt, event, changes), written };
      ending.set(attempt.id, completion);
      return completion;
    },
    idle: async () => {
      await Promise.allSettled([...ending.values()].map(({ written }) => written));
    },
  };
}

/** The row as the statement left it, without reading it back. */
function advanced(attempt: Attempt, event: AttemptEvent, changes: Changes): Attempt {
  const { action, ...rest } = changes;
  const { placedOrder } = changes;
  return {
    ...attempt,
    ...rest,
    ...(action === undefined
      ? {}
      : { actionUrl: action.url, actionExpiresInMs: action.expiresInMs }),
    ...(placedOrder === undefined
      ? {}
      : { orderId: placedOrder.id, orderNumber: placedOrder.number }),
    state: stateAfter(attempt.state, event),
    version: attempt.version + 1,
    runs: 0,
  };
}

/**
 * Leaves the attempt alone for a while and gives its lease back. What was told about the payment
 * during this look (`wakes`) is looked at again at once.
 */
export async function postpone(
  db: Database<DB>,
  attempt: Attempt,
  o: { waitMs: number; paymentStatus?: string },
): Promise<Attempt> {
  const { waitMs, paymentStatus } = o;
  const { rows } = await sql<AttemptRow>`
    update checkout_attempt
    set
      version = version + 1,
      updated_at = now(),
      runs = runs + 1,
      lease_until = null,
      payment_status = coalesce(${paymentStatus ?? null}, payment_status),
      next_run_at = case
        when wakes > ${attempt.wakes} then now()
        when state = 'awaiting-shopper' and action_expires_at > now() then least(
          now() + ${waitMs}::integer * interval '1 millisecond',
          action_expires_at
        )
        else now() + ${waitMs}::integer * interval '1 millisecond'
      end
    where id = ${attempt.id}
    and version = ${attempt.version}
    returning ${sql.raw(attemptColumns)}
  `.execute(db);
  const [moved] = rows;
  if (moved === undefined) throw new LeaseLost(attempt.id);
  return attemptOf(moved);
}

/** Lets others take the attempt at once, after a failure that says nothing about it. */
export async function dropLease(db: Database<DB>, attempt: Attempt): Promise<void> {
  await sql`
    update checkout_attempt
    set lease_until = null
    where id = ${attempt.id}
    and version = ${attempt.version}
  `.execute(db);
}

/**
 * Makes attempts due that wait for their payment; whoever works on them keeps them. Attempts whose
 * own request is still at work, be it to undo them after a decline, are left alone, so that it
 * never waits here for the rows of others: it is about to hear the same, and what it leaves behind
 * is due within a second.
 */
export async function wake(tx: Tx<DB>, attemptIds: readonly string[]): Promise<void> {
  await sql`
    update checkout_attempt
    set
      next_run_at = now(),
      wakes = wakes + 1
    where id = any (array(
      select id
      from checkout_attempt
      where id = any (${attemptIds}::uuid[])
      and state in ('paying', 'awaiting-shopper', 'undoing')
      and (
        state = 'awaiting-shopper'
        or runs > 0
        or lease_until is null
        or lease_until <= now()
      )
      order by id
      for no key update
    ))
  `.execute(tx);
}
