import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import { type EventRow, signalSequenced } from '@cartwright/events';

export interface Intent {
  tryId: string;
  attemptId: string;
  method: string;
  amountMinor: number;
  currency: string;
}

/** An intent whose row need not be looked at again until then, in epoch ms. */
export interface WrittenAhead {
  intent: Intent;
  until: number;
}

interface Approval {
  tryId: string;
  paymentId: string;
  reason: string | null;
  /** As the provider answered it: only the sum that was asked for is an approval. */
  amountMinor: number;
  currency: string;
  event: EventRow;
}

/** The two writes of a payment that goes well, each carried together with its neighbours'. */
export interface TryWrites {
  /** Writes the intent; false when the id is known already, also from an earlier run. */
  intend: Batch<Intent, boolean>;
  /** Enters the approval of an intent and its hold; false when anything else is to be decided. */
  approve: Batch<Approval, boolean>;
}

export const tryWritesIn = (db: Database): TryWrites => ({
  intend: intendingIn(db),
  approve: approvingIn(db),
});

/** That a try began as an intent is told by its row: see the history of `listPayments`. */
const intendAll = statement<{ tryId: string }>(`
  with member as (
    select *
    from jsonb_to_recordset($1::jsonb) as given (
      "tryId" uuid, "attemptId" uuid, method text, "amountMinor" bigint, currency text
    )
  ), made as (
    insert into payment_try (
      try_id, attempt_id, method, amount_minor, currency, status
    )
    select "tryId", "attemptId", method, "amountMinor", currency, 'intent'
    from member
    order by "tryId"
    on conflict (try_id) do nothing
    returning try_id
  ), watched as (
    insert into intent_batch (try_ids)
    select array_agg(try_id)
    from made
    having count(*) > 0
  )
  select try_id as "tryId"
  from made
`);

const intendingIn = (db: Database): TryWrites['intend'] =>
  createBatch({
    name: 'payments.intend',
    keyOf: ({ tryId }) => tryId,
    run: async (members) => {
      const rows = await runStatement(db, intendAll, [JSON.stringify(members)]);
      return answersFor(members, rows);
    },
  });

/**
 * Touches no column that an index names, so that the row changes in its place: also not
 * `updated_at`, which is as young as the intent and says when to compare the books. The change
 * itself is told by the entry in the ledger: see the history of `listPayments`.
 *
 * Nothing was told of an intent before, so no event of its subject can wait for its position: the
 * approvals take theirs at once, under the lock of the log's row until they commit.
 */
const approveAll = statement<{ tryId: string }>(`
  with member as (
    select *
    from jsonb_to_recordset($1::jsonb) as given (
      "tryId" uuid, "paymentId" text, reason text, "amountMinor" bigint, currency text,
      event jsonb
    )
  ), moved as (
    update payment_try
    set status = 'authorised',
        payment_id = "paymentId",
        reason = member.reason,
        ask_at = null,
        ask_count = 0
    from member
    -- Twice, so that a plan of a shop's first minute, when the table is small, also looks up keys.
    where try_id = any (array(select "tryId" from member))
      and try_id = "tryId"
      and status = 'intent'
      and not void_requested
      and amount_minor = "amountMinor"
      and payment_try.currency = member.currency
    returning try_id, amount_minor, payment_try.currency, event
  ), held as (
    insert into ledger_entry (
      try_id, kind, reference_id, from_account, to_account, amount_minor, currency
    )
    select try_id, 'authorise', try_id, 'shopper', 'hold', amount_minor, currency
    from moved
  ), counted as (
    select count(*) as events
    from moved
  ), log as (
    update event_log
    set head = head + events
    from counted
    where events > 0
    returning head - events as behind
  ), told as (
    insert into event (position, type, subject, data, traceparent)
    select behind + row_number() over (),
           event ->> 'type',
           event ->> 'subject',
           event -> 'data',
           event ->> 'traceparent'
    from log
    cross join moved
  )
  select try_id as "tryId"
  from moved
`);

const approvingIn = (db: Database): TryWrites['approve'] =>
  createBatch({
    name: 'payments.approve',
    keyOf: ({ tryId }) => tryId,
    run: async (members) => {
      const rows = await runStatement(db, approveAll, [JSON.stringify(members)]);
      if (rows.length > 0) signalSequenced('payments');
      return answersFor(members, rows);
    },
  });

function answersFor(
  members: readonly { tryId: string }[],
  rows: readonly { tryId: string }[],
): Map<string, boolean> {
  const done = new Set(rows.map(({ tryId }) => tryId));
  return new Map(members.map(({ tryId }) => [tryId, done.has(tryId)]));
}
