create table location (
  id uuid primary key default uuidv7(),
  code text not null constraint location_code_key unique,
  name text not null,
  -- Stock is taken from the lowest number first.
  priority integer not null check (priority >= 0),
  created_at timestamptz not null default clock_timestamp()
);

insert into location (code, name, priority)
values ('main', 'Main', 0);

-- Which stock a variant draws on. A variant without a row has no stock: its row is written with its
-- first count or setting, together with a row of its item at the location main.
create table variant_stock (
  variant_id uuid primary key,
  stock_item_id uuid not null,
  units_per_variant integer not null default 1 check (units_per_variant between 1 and 10000),
  -- In variants, not in units.
  backorder_max integer not null default 0 check (backorder_max between 0 and 1000000),
  -- As last told by availability-changed; null until the first.
  level text check (level in ('in-stock', 'few-left', 'sold-out', 'backorder'))
);

create index variant_stock_item on variant_stock (stock_item_id);

-- On hand may fall below zero: goods that were never counted can still be fulfilled, and a later
-- count or delivery must be set against them. Updates of hot rows stay on their page.
create table stock (
  stock_item_id uuid not null,
  location_id uuid not null references location,
  on_hand bigint not null default 0 check (on_hand between -1000000000 and 1000000000),
  reserved bigint not null default 0 check (reserved >= 0),
  allocated bigint not null default 0 check (allocated >= 0),
  primary key (stock_item_id, location_id)
) with (fillfactor = 50);

-- One row for every attempt that ever asked, whatever became of it: a repeat finds its answer, and
-- a reserve that arrives after its release finds the tombstone.
create table reservation (
  attempt_id uuid primary key,
  status text not null
    check (status in ('held', 'confirmed', 'allocated', 'released', 'expired', 'refused')),
  expires_at timestamptz not null,
  order_id uuid,
  -- The lines of a refusal, as the caller was told.
  shortages jsonb,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  constraint reservation_refused_with_reason
    check ((status = 'refused') = (shortages is not null)),
  constraint reservation_allocated_to_order
    check ((status = 'allocated') = (order_id is not null)),
  constraint reservation_ended_at
    check ((status in ('released', 'expired', 'refused')) = (ended_at is not null))
);

create index reservation_held on reservation (expires_at)
where status = 'held';

create index reservation_confirmed on reservation (created_at)
where status = 'confirmed';

create index reservation_ended on reservation (ended_at)
where ended_at is not null;

-- What of an attempt is promised from where, in units of the stock item: first reserved, then
-- allocated, gone once fulfilled or freed.
create table promise (
  attempt_id uuid not null references reservation,
  variant_id uuid not null,
  location_id uuid not null,
  stock_item_id uuid not null,
  -- As it was when the promise was made.
  units_per_variant integer not null,
  reserved bigint not null check (reserved >= 0),
  allocated bigint not null check (allocated >= 0),
  primary key (attempt_id, variant_id, location_id),
  constraint promise_of_one_kind check ((reserved = 0) <> (allocated = 0))
) with (fillfactor = 80);

create table applied_fulfilment (
  fulfilment_id uuid primary key,
  applied_at timestamptz not null default clock_timestamp()
);

-- Explains every change: the sums of an item at a location are its row in stock.
create table stock_ledger (
  id bigint generated always as identity primary key,
  stock_item_id uuid not null,
  location_id uuid not null,
  on_hand_delta bigint not null,
  reserved_delta bigint not null,
  allocated_delta bigint not null,
  reason text not null check (reason in (
    'count', 'adjustment', 'reserved', 'reservation-released', 'reservation-expired',
    'allocated', 'allocation-freed', 'fulfilled'
  )),
  reference text,
  note text,
  occurred_at timestamptz not null default clock_timestamp()
);

create index stock_ledger_item on stock_ledger (stock_item_id, id);

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'the stock ledger is append-only';
end
$$;

create trigger stock_ledger_append_only
before update or delete on stock_ledger
for each statement execute function refuse_change();

-- Levels that changed and are still to be told. Telling is a step of its own, so that a reservation
-- needs one round trip and holds its rows across none.
create table level_change (
  id bigint generated always as identity primary key,
  variant_id uuid not null,
  level text not null
);
