import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import { type EventRow, signalCommitted } from '@cartwright/events';

interface Intent {
  tryId: string;
  attemptId: string;
  method: string;
  amountMinor: number;
  currency: string;
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

const intendAll = statement<{ tryId: string }>(`
  with member as (
    select *
    from jsonb_to_recordset($1::jsonb) as given (
      "tryId" uuid, "attemptId" uuid, method text, "amountMinor" bigint, currency text
    )
  ), made as (
    insert into payment_try (
      try_id, attempt_id, method, amount_minor, currency, status, ask_at
    )
    select "tryId", "attemptId", method, "amountMinor", currency, 'intent',
           clock_timestamp() + interval '10 seconds'
    from member
    order by "tryId"
    on conflict (try_id) do nothing
    returning try_id
  ), explained as (
    insert into try_change (try_id, from_status, to_status, cause)
    select try_id, null, 'intent', 'authorise'
    from made
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
        ask_count = 0,
        updated_at = clock_timestamp()
    from member
    where try_id = "tryId"
      and status = 'intent'
      and not void_requested
      and amount_minor = "amountMinor"
      and payment_try.currency = member.currency
    returning try_id, amount_minor, payment_try.currency, event
  ), explained as (
    insert into try_change (try_id, from_status, to_status, cause)
    select try_id, 'intent', 'authorised', 'answer'
    from moved
  ), held as (
    insert into ledger_entry (
      try_id, kind, reference_id, from_account, to_account, amount_minor, currency
    )
    select try_id, 'authorise', try_id, 'shopper', 'hold', amount_minor, currency
    from moved
  ), told as (
    insert into event (type, subject, data, traceparent)
    select event ->> 'type', event ->> 'subject', event -> 'data', event ->> 'traceparent'
    from moved
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
      if (rows.length > 0) signalCommitted('payments');
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
