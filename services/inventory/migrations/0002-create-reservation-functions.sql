-- Locks are always taken in this order, by every function here, so that no two of them can wait for
-- each other: the mapping of variants to items (shared), then rows of reservation by attempt, then
-- rows of stock by item and location.

-- Holds the mapping of variants to stock items still until the transaction ends.
create function hold_mapping() returns void
language sql as $$
  select pg_advisory_xact_lock_shared(hashtextextended(current_schema() || ':stock-mapping', 0))
$$;

-- All locations of the items, also those that will not be changed: the sum over them decides.
create function lock_stock(item_ids uuid[]) returns void
language plpgsql as $$
begin
  perform 1
  from stock
  where stock_item_id = any (item_ids)
  order by stock_item_id, location_id
  for update;
end
$$;

-- Notes the variants of these items whose level is another than the one last told. The caller holds
-- the items' rows, so changes of one variant are noted in the order in which they happened.
create function note_levels(item_ids uuid[], few_left_max integer) returns void
language sql as $$
  with present as (
    select v.variant_id,
           case
             when s.available / v.units_per_variant > few_left_max then 'in-stock'
             when s.available >= v.units_per_variant then 'few-left'
             when s.available + v.backorder_max::bigint * v.units_per_variant
                  >= v.units_per_variant then 'backorder'
             else 'sold-out'
           end as level
    from variant_stock v
    cross join lateral (
      select coalesce(sum(on_hand - reserved - allocated), 0)::bigint as available
      from stock
      where stock_item_id = v.stock_item_id
    ) s
    where v.stock_item_id = any (item_ids)
  ), changed as (
    update variant_stock v
    set level = p.level
    from present p
    where v.variant_id = p.variant_id
      and v.level is distinct from p.level
    returning v.variant_id, v.level
  )
  insert into level_change (variant_id, level)
  select variant_id, level
  from changed
$$;

-- Lines [{variantId, quantity}] summed by variant, with the stock they draw on. A variant that
-- inventory never heard of has no item.
create function demand_of(lines jsonb)
returns table (
  variant_id uuid,
  quantity bigint,
  stock_item_id uuid,
  units_per_variant integer,
  backorder_units bigint,
  place bigint
)
language sql stable as $$
  select d.variant_id,
         d.quantity,
         v.stock_item_id,
         coalesce(v.units_per_variant, 1),
         coalesce(v.backorder_max::bigint * v.units_per_variant, 0),
         d.place
  from (
    select (l.value ->> 'variantId')::uuid as variant_id,
           sum((l.value ->> 'quantity')::bigint)::bigint as quantity,
           min(l.place) as place
    from jsonb_array_elements(lines) with ordinality as l (value, place)
    group by 1
  ) d
  left join variant_stock v
    on v.variant_id = d.variant_id
$$;

-- The lines that cannot be had, or null when all can. Demand is added up per stock item; lines that
-- may not be backordered are counted first, else their neighbour's limit would serve them.
create function shortages_of(lines jsonb) returns jsonb
language sql stable as $$
  select jsonb_agg(
           jsonb_build_object(
             'variantId', c.variant_id,
             'requested', c.quantity,
             'available', greatest(0, (c.limit_units - c.units_before) / c.units_per_variant)
           )
           order by c.place
         )
  from (
    select d.variant_id,
           d.quantity,
           d.units_per_variant,
           d.place,
           s.available + d.backorder_units as limit_units,
           d.quantity * d.units_per_variant as units,
           coalesce(
             sum(d.quantity * d.units_per_variant) over (
               partition by coalesce(d.stock_item_id, d.variant_id)
               order by d.backorder_units, d.place
               rows between unbounded preceding and 1 preceding
             ),
             0
           )::bigint as units_before
    from demand_of(lines) d
    cross join lateral (
      select coalesce(sum(on_hand - reserved - allocated), 0)::bigint as available
      from stock
      where stock_item_id = d.stock_item_id
    ) s
  ) c
  where c.units_before + c.units > c.limit_units
$$;

-- Promises units of one variant: from the first location by priority where all fit, else split in
-- that order, and what no location has is owed by the first one. The caller holds the item's rows.
create function promise_units(
  for_attempt uuid,
  of_variant uuid,
  from_item uuid,
  per_variant integer,
  units bigint,
  as_allocation boolean,
  because_of text
) returns void
language plpgsql as $$
declare
  places integer;
begin
  with ranked as (
    select s.location_id,
           greatest(s.on_hand - s.reserved - s.allocated, 0) as free,
           row_number() over by_priority as rank,
           sum(greatest(s.on_hand - s.reserved - s.allocated, 0)) over by_priority as free_so_far
    from stock s
    join location l
      on l.id = s.location_id
    where s.stock_item_id = from_item
    window by_priority as (order by l.priority, l.id)
  ), whole as (
    select location_id
    from ranked
    where free >= units
    order by rank
    limit 1
  ), parts as (
    select location_id, units as part
    from whole
    union all
    select location_id,
           least(free, greatest(units - (free_so_far - free), 0))
             + case when rank = 1 then greatest(units - (select max(free_so_far) from ranked), 0)
                    else 0 end
    from ranked
    where not exists (select from whole)
  ), taken as (
    update stock s
    set reserved = s.reserved + case when as_allocation then 0 else p.part end,
        allocated = s.allocated + case when as_allocation then p.part else 0 end
    from parts p
    where s.stock_item_id = from_item
      and s.location_id = p.location_id
      and p.part > 0
    returning s.location_id, p.part::bigint as part
  ), promised as (
    insert into promise (
      attempt_id, variant_id, location_id, stock_item_id, units_per_variant, reserved, allocated
    )
    select for_attempt, of_variant, location_id, from_item, per_variant,
           case when as_allocation then 0 else part end,
           case when as_allocation then part else 0 end
    from taken
  )
  insert into stock_ledger (
    stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference
  )
  select from_item, location_id, 0,
         case when as_allocation then 0 else part end,
         case when as_allocation then part else 0 end,
         case when as_allocation then 'allocated' else 'reserved' end,
         because_of
  from taken;
  get diagnostics places = row_count;
  if places = 0 then
    raise exception 'stock item % has no row at any location', from_item;
  end if;
end
$$;

-- Decides attempts [{attemptId, lines: [{variantId, quantity}]}] in the order in which they stand,
-- each by itself: a refused one fails no other. An attempt that is known already gets what it got.
create function reserve_stock(requests jsonb, hold_minutes integer, few_left_max integer)
returns table (attempt_id uuid, status text, expires_at timestamptz, shortages jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
  asked uuid[];
  fresh uuid[];
  items uuid[];
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

    for request in
      select f.id, (
        select r.value -> 'lines'
        from jsonb_array_elements(requests) with ordinality as r (value, place)
        where (r.value ->> 'attemptId')::uuid = f.id
        order by r.place
        limit 1
      ) as lines
      from unnest(fresh) as f (id)
      order by (
        select min(r.place)
        from jsonb_array_elements(requests) with ordinality as r (value, place)
        where (r.value ->> 'attemptId')::uuid = f.id
      )
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

-- True when the hold stands and will not expire; false when it is gone. A hold past its time that
-- no sweep has met still has its stock, so it counts as standing.
create function confirm_reservation(of_attempt uuid) returns boolean
language plpgsql as $$
begin
  update reservation
  set status = 'confirmed'
  where attempt_id = of_attempt
    and status = 'held';
  return found or exists (
    select
    from reservation
    where attempt_id = of_attempt
      and status in ('confirmed', 'allocated')
  );
end
$$;

-- Gives back what these attempts hold. The caller holds their rows.
create function end_reservations(attempt_ids uuid[], ended_as text, few_left_max integer)
returns void
language plpgsql as $$
declare
  items uuid[];
begin
  select array_agg(distinct stock_item_id)
  into items
  from promise
  where attempt_id = any (attempt_ids);
  perform lock_stock(items);

  with ended as (
    delete from promise
    where attempt_id = any (attempt_ids)
    returning attempt_id, stock_item_id, location_id, reserved
  ), returned as (
    update stock s
    set reserved = s.reserved - e.units
    from (
      select stock_item_id, location_id, sum(reserved)::bigint as units
      from ended
      group by stock_item_id, location_id
    ) e
    where s.stock_item_id = e.stock_item_id
      and s.location_id = e.location_id
  )
  insert into stock_ledger (
    stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference
  )
  select stock_item_id, location_id, 0, -sum(reserved), 0, 'reservation-' || ended_as,
         attempt_id::text
  from ended
  group by attempt_id, stock_item_id, location_id
  order by stock_item_id, location_id;

  update reservation
  set status = ended_as,
      ended_at = clock_timestamp()
  where attempt_id = any (attempt_ids);
  perform note_levels(items, few_left_max);
end
$$;

-- Ends a hold and leaves a tombstone. False when nothing was held.
create function release_reservation(of_attempt uuid, few_left_max integer) returns boolean
language plpgsql as $$
declare
  present text;
begin
  insert into reservation (attempt_id, status, expires_at, ended_at)
  values (of_attempt, 'released', clock_timestamp(), clock_timestamp())
  on conflict do nothing;
  if found then
    return false;
  end if;
  select status
  into present
  from reservation
  where attempt_id = of_attempt
  for update;
  if present not in ('held', 'confirmed') then
    return false;
  end if;
  perform end_reservations(array[of_attempt], 'released', few_left_max);
  return true;
end
$$;

-- Ends holds that are past their time, at most this many; answers how many. Rows that another
-- transaction is working on are left for the next run.
create function expire_reservations(attempts_max integer, few_left_max integer) returns integer
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
      and expires_at <= clock_timestamp()
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
