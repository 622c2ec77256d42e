-- Entries past their time are folded into one balance row for each item and location, which keeps
-- the sums that a shelf is explained by. Entries of before this migration meet the new check, too:
-- it only allows more.
alter table stock_ledger drop constraint stock_ledger_reason_check;
alter table stock_ledger add constraint stock_ledger_reason_check check (reason in (
  'count', 'adjustment', 'reserved', 'reservation-released', 'reservation-expired',
  'allocated', 'allocation-freed', 'fulfilled', 'balance'
)) not valid;

-- Up to this id every entry is a balance, at most one for each item and location.
create table ledger_trim (
  is_only boolean primary key default true check (is_only),
  trimmed_to bigint not null default 0
);

insert into ledger_trim default values;

create or replace function refuse_change() returns trigger
language plpgsql as $$
begin
  if current_setting('inventory.folds_ledger', true) = 'true' then
    return null;
  end if;
  raise exception 'the stock ledger is append-only';
end
$$;

-- Folds the oldest entries that are past their time, at most this many, and answers how many. The
-- youngest entry of an item at a location becomes its balance, so that the order of ids stays that
-- of time. Of several processes one works, and the others find nothing to do.
create function trim_ledger(keep_days integer, entries_max integer) returns integer
language plpgsql as $$
declare
  after_id bigint;
  to_id bigint;
  folded integer;
begin
  select trimmed_to
  into after_id
  from ledger_trim
  for update skip locked;
  if not found then
    return 0;
  end if;

  with next as materialized (
    select id, occurred_at
    from stock_ledger
    where id > after_id
    order by id
    limit entries_max
  )
  select max(id), count(*)
  into to_id, folded
  from next
  where id < coalesce(
    (
      select min(id)
      from next
      where occurred_at >= clock_timestamp() - make_interval(days => keep_days)
    ),
    9223372036854775807
  );
  if to_id is null then
    return 0;
  end if;

  perform set_config('inventory.folds_ledger', 'true', true);
  with past as materialized (
    select stock_item_id, location_id, max(id) as id,
           sum(on_hand_delta)::bigint as on_hand,
           sum(reserved_delta)::bigint as reserved,
           sum(allocated_delta)::bigint as allocated
    from stock_ledger
    where id > after_id
      and id <= to_id
    group by stock_item_id, location_id
  ), gone as (
    delete from stock_ledger l
    using past p
    where l.stock_item_id = p.stock_item_id
      and l.location_id = p.location_id
      and l.id < p.id
    returning l.id, l.stock_item_id, l.location_id, l.on_hand_delta, l.reserved_delta,
              l.allocated_delta
  ), earlier as (
    -- The balance until now; entries of this range are in the sums of past already.
    select stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta
    from gone
    where id <= after_id
  )
  update stock_ledger l
  set reason = 'balance',
      on_hand_delta = p.on_hand + coalesce(e.on_hand_delta, 0),
      reserved_delta = p.reserved + coalesce(e.reserved_delta, 0),
      allocated_delta = p.allocated + coalesce(e.allocated_delta, 0),
      reference = null,
      note = null
  from past p
  left join earlier e
    on e.stock_item_id = p.stock_item_id
   and e.location_id = p.location_id
  where l.id = p.id;
  perform set_config('inventory.folds_ledger', '', true);

  update ledger_trim
  set trimmed_to = to_id;
  return folded;
end
$$;

-- What an order's goods left behind, by age.
create index applied_fulfilment_age on applied_fulfilment (applied_at);
create index reservation_allocated on reservation (created_at, attempt_id)
where status = 'allocated';
