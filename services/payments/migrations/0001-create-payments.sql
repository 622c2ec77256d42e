-- One request to a provider for money; its id is the key at the provider. A try that was given up
-- before it was ever asked for has no request: attempt, amount and method are null.
create table payment_try (
  try_id uuid primary key,
  attempt_id uuid,
  order_id uuid,
  method text,
  amount_minor bigint check (amount_minor >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  status text not null check (status in (
    'intent', 'unknown', 'pending', 'action-required', 'authorised', 'declined', 'voiding',
    'voided', 'never-seen'
  )),
  payment_id text,
  reason text,
  action_url text,
  action_expires_at timestamptz,
  void_requested boolean not null default false,
  capturing_minor bigint not null default 0 check (capturing_minor >= 0),
  captured_minor bigint not null default 0 check (captured_minor >= 0),
  refunding_minor bigint not null default 0 check (refunding_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  -- When the provider is asked next, while the state is not final.
  ask_at timestamptz,
  ask_count integer not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  constraint payment_try_request check (
    status = 'never-seen'
    or (attempt_id is not null and method is not null
        and amount_minor is not null and currency is not null)
  ),
  constraint payment_try_captured check (captured_minor + capturing_minor <= amount_minor),
  constraint payment_try_refunded check (refunded_minor + refunding_minor <= captured_minor)
);

create index payment_try_ask on payment_try (ask_at) where ask_at is not null;
create index payment_try_attempt on payment_try (attempt_id);
create index payment_try_order on payment_try (order_id);
create index payment_try_updated on payment_try (updated_at);

-- Every change of state and what caused it.
create table try_change (
  id bigint generated always as identity primary key,
  try_id uuid not null references payment_try (try_id),
  from_status text,
  to_status text not null,
  cause text not null,
  changed_at timestamptz not null default clock_timestamp()
);

create index try_change_try on try_change (try_id, id);

create table movement (
  id uuid primary key,
  kind text not null check (kind in ('capture', 'refund')),
  try_id uuid not null references payment_try (try_id),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  status text not null check (status in ('requested', 'done', 'failed')),
  reason text,
  ask_at timestamptz,
  ask_count integer not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  constraint movement_settled check ((status = 'requested') = (settled_at is null))
);

create index movement_ask on movement (ask_at) where ask_at is not null;
create index movement_try on movement (try_id);

-- Our own books. Each entry moves an amount from one account to another, so a try's hold is what is
-- authorised and neither captured nor released, and the sums of all accounts are always zero.
create table ledger_entry (
  id bigint generated always as identity primary key,
  try_id uuid not null references payment_try (try_id),
  kind text not null check (kind in ('authorise', 'capture', 'refund', 'release')),
  reference_id uuid not null,
  from_account text not null check (from_account in ('shopper', 'hold', 'shop')),
  to_account text not null check (to_account in ('shopper', 'hold', 'shop')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  entered_at timestamptz not null default clock_timestamp(),
  constraint ledger_entry_once unique (kind, reference_id),
  constraint ledger_entry_moves check (from_account <> to_account)
);

create index ledger_entry_try on ledger_entry (try_id);

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only added to';
end
$$;

create trigger ledger_entry_append_only
before update or delete on ledger_entry
for each row execute function refuse_ledger_change();

create table reconciliation_run (
  id uuid primary key default uuidv7(),
  provider text not null,
  status text not null check (status in ('running', 'finished', 'failed')),
  compared_count integer not null default 0,
  disagreement_count integer not null default 0,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);

create unique index reconciliation_run_running on reconciliation_run (provider)
where status = 'running';

-- Keys that the provider listed in a run; emptied when the run ends.
create table reconciliation_seen (
  run_id uuid not null references reconciliation_run (id),
  key text not null,
  primary key (run_id, key)
);

create table disagreement (
  id uuid primary key default uuidv7(),
  provider text not null,
  key text not null,
  kind text not null,
  ours text,
  theirs text,
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  resolved_at timestamptz
);

create unique index disagreement_open on disagreement (provider, key, kind)
where resolved_at is null;
