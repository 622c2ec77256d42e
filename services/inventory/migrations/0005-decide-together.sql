-- Decides each attempt by itself, in the order given. Where all that a batch wants of an item is free
-- at the item's first location, no order matters and no line can be split: these attempts are granted
-- by one statement. Only those that want something scarce are decided one after the other.
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
    select array_agg(distinct v.stock_item_id)
    into items
    from jsonb_array_elements(requests) r
    cross join jsonb_array_elements(r.value -> 'lines') l
    join variant_stock v
      on v.variant_id = (l.value ->> 'variantId')::uuid
    where (r.value ->> 'attemptId')::uuid = any (fresh);
    perform lock_stock(items);
    granted := grant_ample(requests, fresh);

    for request in
      select r.id, r.lines
      from (
        select distinct on (1) (r.value ->> 'attemptId')::uuid as id,
               r.value -> 'lines' as lines,
               r.place
        from jsonb_array_elements(requests) with ordinality as r (value, place)
        order by 1, r.place
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
    perform note_levels(items, few_left_max);
  end if;

  return query
  select r.attempt_id, r.status, r.expires_at, r.shortages
  from reservation r
  where r.attempt_id = any (asked);
end
$$;

-- Reserves for the fresh attempts that want nothing scarce; answers which. The caller holds the rows.
create function grant_ample(requests jsonb, fresh uuid[]) returns uuid[]
language plpgsql as $$
declare
  granted_ids uuid[];
begin
  with member as (
    select distinct on (1) (r.value ->> 'attemptId')::uuid as attempt_id,
           r.value -> 'lines' as lines
    from jsonb_array_elements(requests) with ordinality as r (value, place)
    order by 1, r.place
  ), demand as (
    select m.attempt_id,
           w.variant_id,
           v.stock_item_id,
           v.units_per_variant,
           w.quantity * v.units_per_variant as units
    from member m
    cross join lateral (
      select (l.value ->> 'variantId')::uuid as variant_id,
             sum((l.value ->> 'quantity')::bigint)::bigint as quantity
      from jsonb_array_elements(m.lines) l
      group by 1
    ) w
    left join variant_stock v
      on v.variant_id = w.variant_id
    where m.attempt_id = any (fresh)
  ), ample as (
    select w.stock_item_id, p.location_id
    from (
      select stock_item_id, sum(units) as units
      from demand
      where stock_item_id is not null
      group by 1
    ) w
    cross join lateral (
      select s.location_id, s.on_hand - s.reserved - s.allocated as free
      from stock s
      join location l
        on l.id = s.location_id
      where s.stock_item_id = w.stock_item_id
      order by l.priority, l.id
      limit 1
    ) p
    where p.free >= w.units
  ), granted as (
    select d.attempt_id
    from demand d
    left join ample a
      on a.stock_item_id = d.stock_item_id
    group by d.attempt_id
    having bool_and(a.location_id is not null)
  ), part as (
    select d.attempt_id, d.variant_id, d.stock_item_id, d.units_per_variant, d.units, a.location_id
    from demand d
    join granted g
      on g.attempt_id = d.attempt_id
    join ample a
      on a.stock_item_id = d.stock_item_id
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
    order by attempt_id, stock_item_id
  )
  select coalesce(array_agg(attempt_id), '{}')
  into granted_ids
  from granted;
  return granted_ids;
end
$$;

drop function confirm_reservation;

-- From now on these holds do not end by themselves; answers those that stand.
create function confirm_reservations(attempt_ids uuid[]) returns setof uuid
language plpgsql as $$
begin
  update reservation
  set status = 'confirmed'
  where attempt_id = any (attempt_ids)
    and status = 'held';
  return query
  select attempt_id
  from reservation
  where attempt_id = any (attempt_ids)
    and status in ('confirmed', 'allocated');
end
$$;

-- The orders take over what their attempts hold: those that still hold it by one statement, the
-- others one by one. `orders` is a list of { attemptId, orderId, lines }; the answer names attempts
-- whose hold was gone, with what is now missing.
create function allocate_orders(orders jsonb, few_left_max integer)
returns table (attempt_id uuid, stock_item_id uuid, missing bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  turned_ids uuid[];
  late record;
begin
  with member as (
    select *
    from jsonb_to_recordset(orders) as given ("attemptId" uuid, "orderId" uuid)
  ), kept as (
    update reservation r
    set status = 'allocated',
        order_id = "orderId"
    from member
    where r.attempt_id = "attemptId"
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

  for late in
    select "attemptId" as id, "orderId" as order_id, lines
    from jsonb_to_recordset(orders) as given ("attemptId" uuid, "orderId" uuid, lines jsonb)
    where "attemptId" <> all (turned_ids)
  loop
    return query
    select late.id, a.stock_item_id, a.missing
    from allocate_order(late.id, late.order_id, late.lines, few_left_max) a;
  end loop;
end
$$;
