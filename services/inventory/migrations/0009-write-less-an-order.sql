-- An order moves its reservation and promises three times. Fewer index entries, fewer look-ups.

-- Dropped before others are made: a lock that grows while a shop sells would end in a deadlock.
drop index reservation_held;
drop index reservation_confirmed;
drop index reservation_allocated;

-- Holds that are open: the constraints say that what has neither order nor end is held or
-- confirmed. Confirming changes no column that an index knows, so it writes none of them anew.
create index reservation_open on reservation (expires_at)
where order_id is null and ended_at is null;

create index reservation_of_order on reservation (created_at, attempt_id)
where order_id is not null;

-- Rows are changed soon after they are written, many of one page at once.
alter table reservation set (fillfactor = 50);
alter table promise set (fillfactor = 50);

-- The same function: variants whose level stays are looked up once and not for the update again.
create or replace function note_levels(item_ids uuid[], few_left_max integer) returns void
language sql as $$
  with present as materialized (
    select v.variant_id,
           v.level as told,
           case
             when s.available / v.units_per_variant > few_left_max then 'in-stock'
             when s.available >= v.units_per_variant then 'few-left'
             when s.available + v.backorder_max::bigint * v.units_per_variant
                  >= v.units_per_variant then 'backorder'
             else 'sold-out'
           end as level
    from unnest(item_ids) as i (id)
    join variant_stock v
      on v.stock_item_id = i.id
    cross join lateral (
      select coalesce(sum(on_hand - reserved - allocated), 0)::bigint as available
      from stock
      where stock_item_id = i.id
    ) s
  ), changed as (
    update variant_stock v
    set level = p.level
    from (
      select variant_id, level
      from present
      where told is distinct from level
    ) p
    where v.variant_id = p.variant_id
    returning v.variant_id, v.level
  )
  insert into level_change (variant_id, level)
  select variant_id, level
  from changed
$$;

-- What an attempt wants of a variant, in units of the stock item that it draws on.
create type wanted_units as (
  attempt_id uuid,
  variant_id uuid,
  stock_item_id uuid,
  units_per_variant integer,
  units bigint
);

drop function grant_ample;

-- Reserves for the attempts that want nothing scarce; answers which. The caller holds the rows.
-- What an item and an attempt want in all is known in one pass over the demand: joining it with
-- itself would cost the square of the batch.
create function grant_ample(wanted wanted_units[]) returns uuid[]
language plpgsql as $$
declare
  places uuid[] := array(select id from location order by priority, id);
  granted_ids uuid[];
begin
  with placed as (
    select d.attempt_id,
           d.variant_id,
           d.stock_item_id,
           d.units_per_variant,
           d.units,
           places[p.first_place[1]] as location_id,
           bool_and(coalesce(p.first_place[1] > 0 and p.first_place[2] >= d.item_units, false))
             over (partition by d.attempt_id) as is_granted
    from (
      select w.attempt_id, w.variant_id, w.stock_item_id, w.units_per_variant, w.units,
             sum(w.units) over (partition by w.stock_item_id) as item_units
      from unnest(wanted) as w
    ) d
    cross join lateral (
      -- The smallest by place: the location that comes first, and what is free there.
      select min(array[
               array_position(places, s.location_id), s.on_hand - s.reserved - s.allocated
             ]) as first_place
      from stock s
      where s.stock_item_id = d.stock_item_id
    ) p
  ), part as materialized (
    select attempt_id, variant_id, stock_item_id, units_per_variant, units, location_id
    from placed
    where is_granted
  ), taken as (
    update stock s
    set reserved = s.reserved + t.units
    from (
      select stock_item_id, location_id, sum(units)::bigint as units
      from part
      group by 1, 2
    ) t
    where s.stock_item_id = t.stock_item_id
      and s.location_id = t.location_id
  ), promised as (
    insert into promise (
      attempt_id, variant_id, location_id, stock_item_id, units_per_variant, reserved, allocated
    )
    select attempt_id, variant_id, location_id, stock_item_id, units_per_variant, units, 0
    from part
  ), explained as (
    insert into stock_ledger (
      stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference
    )
    select stock_item_id, location_id, 0, units, 0, 'reserved', attempt_id::text
    from part
  )
  select coalesce(array_agg(distinct attempt_id), '{}')
  into granted_ids
  from part;
  return granted_ids;
end
$$;

-- The same function: what is asked for is taken apart once, and only when something is scarce again.
-- The caller has joined requests of one attempt.
create or replace function reserve_stock(
  requests jsonb,
  hold_minutes integer,
  few_left_max integer
)
returns table (attempt_id uuid, status text, expires_at timestamptz, shortages jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
  asked uuid[];
  fresh uuid[];
  are_all_fresh boolean;
  wanted wanted_units[];
  items uuid[];
  granted uuid[];
  request record;
  missing jsonb;
begin
  perform hold_mapping();
  select array_agg(distinct (r.value ->> 'attemptId')::uuid)
  into asked
  from jsonb_array_elements(requests) r;

  with written as (
    insert into reservation (attempt_id, status, expires_at)
    select a.id, 'held', clock_timestamp() + make_interval(mins => hold_minutes)
    from unnest(asked) as a (id)
    order by a.id
    on conflict do nothing
    returning attempt_id
  )
  select array_agg(attempt_id)
  into fresh
  from written;

  if fresh is not null then
    are_all_fresh := cardinality(fresh) = cardinality(asked);
    select array_agg(
             row(
               d.attempt_id, d.variant_id, v.stock_item_id, v.units_per_variant,
               d.quantity * v.units_per_variant
             )::wanted_units
           ),
           array_agg(distinct v.stock_item_id) filter (where v.stock_item_id is not null)
    into wanted, items
    from (
      select (r.value ->> 'attemptId')::uuid as attempt_id,
             (l.value ->> 'variantId')::uuid as variant_id,
             sum((l.value ->> 'quantity')::bigint)::bigint as quantity
      from jsonb_array_elements(requests) r
      cross join jsonb_array_elements(r.value -> 'lines') l
      group by 1, 2
    ) d
    left join variant_stock v
      on v.variant_id = d.variant_id
    where are_all_fresh
       or d.attempt_id = any (fresh);
    perform lock_stock(items);
    granted := grant_ample(wanted);

    if cardinality(granted) < cardinality(fresh) then
      for request in
        select r.id, r.lines
        from (
          select (r.value ->> 'attemptId')::uuid as id,
                 r.value -> 'lines' as lines,
                 r.place
          from jsonb_array_elements(requests) with ordinality as r (value, place)
        ) r
        where r.id = any (fresh)
          and r.id <> all (granted)
        order by r.place
      loop
        missing := shortages_of(request.lines);
        if missing is null then
          perform promise_units(
            request.id, d.variant_id, d.stock_item_id, d.units_per_variant,
            d.quantity * d.units_per_variant, false, request.id::text
          )
          from demand_of(request.lines) d;
        else
          update reservation r
          set status = 'refused',
              shortages = missing,
              ended_at = clock_timestamp()
          where r.attempt_id = request.id;
        end if;
      end loop;
    end if;
    perform note_levels(items, few_left_max);
  end if;

  return query
  select r.attempt_id, r.status, r.expires_at, r.shortages
  from reservation r
  where r.attempt_id = any (asked);
end
$$;

-- The same function: only those that were not confirmed just now are asked for again.
create or replace function confirm_reservations(attempt_ids uuid[]) returns setof uuid
language plpgsql as $$
declare
  confirmed uuid[];
begin
  with changed as (
    update reservation
    set status = 'confirmed'
    where attempt_id = any (attempt_ids)
      and status = 'held'
    returning attempt_id
  )
  select coalesce(array_agg(attempt_id), '{}')
  into confirmed
  from changed;
  return query
  select c.id
  from unnest(confirmed) as c (id);
  if cardinality(confirmed) < cardinality(attempt_ids) then
    return query
    select attempt_id
    from reservation
    where attempt_id = any (attempt_ids)
      and attempt_id <> all (confirmed)
      and status in ('confirmed', 'allocated');
  end if;
end
$$;

-- The same function, which looks for what is late among the open holds. It asks their index for
-- now(), which stands still in a statement; clock_timestamp() would have it read all of them.
create or replace function expire_reservations(attempts_max integer, few_left_max integer)
returns integer
language plpgsql as $$
declare
  late uuid[];
begin
  select array_agg(l.attempt_id)
  into late
  from (
    select attempt_id
    from reservation
    where status = 'held'
      and order_id is null
      and ended_at is null
      and expires_at <= now()
    order by expires_at
    limit attempts_max
    for update skip locked
  ) l;
  if late is null then
    return 0;
  end if;
  perform end_reservations(late, 'expired', few_left_max);
  return cardinality(late);
end
$$;

-- The orders take over what their attempts hold; answers which attempts held it. The caller holds
-- the rows.
create function turn_holds(attempt_ids uuid[], order_ids uuid[]) returns uuid[]
language plpgsql as $$
declare
  turned_ids uuid[];
begin
  with kept as (
    update reservation r
    set status = 'allocated',
        order_id = given.order_id
    from unnest(attempt_ids, order_ids) as given (attempt_id, order_id)
    where r.attempt_id = given.attempt_id
      and r.status in ('held', 'confirmed')
    returning r.attempt_id, r.order_id
  ), turned as (
    update promise p
    set allocated = p.reserved,
        reserved = 0
    from kept k
    where p.attempt_id = k.attempt_id
    returning k.order_id, p.stock_item_id, p.location_id, p.allocated
  ), moved as (
    update stock s
    set reserved = s.reserved - t.units,
        allocated = s.allocated + t.units
    from (
      select stock_item_id, location_id, sum(allocated)::bigint as units
      from turned
      group by 1, 2
    ) t
    where s.stock_item_id = t.stock_item_id
      and s.location_id = t.location_id
  ), explained as (
    insert into stock_ledger (
      stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference
    )
    select stock_item_id, location_id, 0, -sum(allocated), sum(allocated), 'allocated',
           order_id::text
    from turned
    group by order_id, stock_item_id, location_id
    order by order_id, stock_item_id, location_id
  )
  select coalesce(array_agg(k.attempt_id), '{}')
  into turned_ids
  from kept k;
  return turned_ids;
end
$$;

-- The same function, for orders whose attempts hold nothing that turn_holds could take: one by one.
create or replace function allocate_orders(orders jsonb, few_left_max integer)
returns table (attempt_id uuid, stock_item_id uuid, missing bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  late record;
begin
  for late in
    select "attemptId" as id, "orderId" as order_id, lines
    from jsonb_to_recordset(orders) as given ("attemptId" uuid, "orderId" uuid, lines jsonb)
  loop
    return query
    select late.id, a.stock_item_id, a.missing
    from allocate_order(late.id, late.order_id, late.lines, few_left_max) a;
  end loop;
end
$$;
