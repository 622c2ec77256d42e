-- Reserving read each row of stock four times: to lock it, to see what is free there, to change it
-- and to see what is left. Now what the lock finds is carried on, and only the change looks it up
-- again; an attempt that is granted is answered without reading its row back.

-- What the shop shows of a variant when so many units of its stock item are available.
create function level_of(
  available bigint,
  units_per_variant integer,
  backorder_max integer,
  few_left_max integer
) returns text
language sql immutable
return case
  when available / units_per_variant > few_left_max then 'in-stock'
  when available >= units_per_variant then 'few-left'
  when available + backorder_max::bigint * units_per_variant >= units_per_variant then 'backorder'
  else 'sold-out'
end;

-- The same function.
create or replace function note_levels(item_ids uuid[], few_left_max integer) returns void
language sql as $$
  with present as materialized (
    select v.variant_id,
           v.level as told,
           level_of(s.available, v.units_per_variant, v.backorder_max, few_left_max) as level
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

-- The same function: all that is not scarce is locked, decided and written by one statement. It
-- joins what it has read with tables only: with itself that would cost the square of the batch.
create or replace function reserve_stock(
  requests jsonb,
  hold_minutes integer,
  few_left_max integer
)
returns table (attempt_id uuid, status text, expires_at timestamptz, shortages jsonb)
language plpgsql as $$
#variable_conflict use_column
declare
  places uuid[];
  fresh uuid[];
  expiries timestamptz[];
  are_all_fresh boolean;
  granted uuid[];
  is_level_moved boolean;
begin
  perform hold_mapping();
  with written as (
    insert into reservation (attempt_id, status, expires_at)
    select a.id, 'held', clock_timestamp() + make_interval(mins => hold_minutes)
    from (
      select (r.value ->> 'attemptId')::uuid as id
      from jsonb_array_elements(requests) r
    ) a
    order by a.id
    on conflict do nothing
    returning attempt_id, expires_at
  )
  select array_agg(attempt_id),
         array_agg(expires_at),
         array(select id from location order by priority, id)
  into fresh, expiries, places
  from written;

  if fresh is not null then
    are_all_fresh := cardinality(fresh) = jsonb_array_length(requests);
    with wanted as (
      select d.attempt_id, d.variant_id, v.stock_item_id, v.units_per_variant,
             d.quantity * v.units_per_variant as units,
             count(*) over (partition by d.attempt_id) as lines
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
         or d.attempt_id = any (fresh)
    ), shelf as materialized (
      -- All locations of the items, also those that nothing is taken from: the sum over them tells
      -- the level.
      select w.attempt_id, w.variant_id, w.units_per_variant, w.units, w.lines,
             s.stock_item_id, s.location_id,
             s.on_hand - s.reserved - s.allocated as free,
             array_position(places, s.location_id) as place
      from wanted w
      join stock s
        on s.stock_item_id = w.stock_item_id
      order by s.stock_item_id, s.location_id
      for update of s
    ), ranked as (
      select attempt_id, variant_id, units_per_variant, units, lines, stock_item_id, location_id,
             free, place,
             min(place) over of_item as first_place,
             sum(units) over of_row as item_units,
             -- Each line of the item has met each of its locations.
             sum(free) over of_item / count(*) over of_row as available
      from shelf
      window of_item as (partition by stock_item_id),
             of_row as (partition by stock_item_id, location_id)
    ), decided as (
      select attempt_id, variant_id, units_per_variant, units, stock_item_id, location_id,
             available,
             -- A line whose variant has no stock met no location, so it is missing here.
             count(*) over of_attempt = lines
               and bool_and(free >= item_units) over of_attempt as is_granted
      from ranked
      where place = first_place
      window of_attempt as (partition by attempt_id)
    ), part as materialized (
      select attempt_id, variant_id, units_per_variant, units, stock_item_id, location_id, available
      from decided
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
        stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason,
        reference
      )
      select stock_item_id, location_id, 0, units, 0, 'reserved', attempt_id::text
      from part
    )
    select coalesce(array_agg(distinct attempt_id), '{}'),
           exists (
             select
             from (
               select stock_item_id, (min(available) - sum(units))::bigint as available
               from part
               group by 1
             ) i
             join variant_stock v
               on v.stock_item_id = i.stock_item_id
             where v.level is distinct from
               level_of(i.available, v.units_per_variant, v.backorder_max, few_left_max)
           )
    into granted, is_level_moved
    from part;

    if cardinality(granted) < cardinality(fresh) then
      perform reserve_scarce(requests, array(
        select id
        from unnest(fresh) as f (id)
        where id <> all (granted)
      ));
    end if;
    if is_level_moved or cardinality(granted) < cardinality(fresh) then
      perform note_levels(array(
        select v.stock_item_id
        from jsonb_array_elements(requests) r
        cross join jsonb_array_elements(r.value -> 'lines') l
        join variant_stock v
          on v.variant_id = (l.value ->> 'variantId')::uuid
        group by 1
      ), few_left_max);
    end if;
    if are_all_fresh and cardinality(granted) = cardinality(fresh) then
      return query
      select f.attempt_id, 'held', f.expires_at, null::jsonb
      from unnest(fresh, expiries) as f (attempt_id, expires_at);
      return;
    end if;
  end if;

  return query
  select r.attempt_id, r.status, r.expires_at, r.shortages
  from reservation r
  where r.attempt_id = any (array(
    select (given.value ->> 'attemptId')::uuid
    from jsonb_array_elements(requests) given
  ));
end
$$;

-- Decides these attempts one after the other, in the order of the requests. The caller holds the
-- rows.
create function reserve_scarce(requests jsonb, attempt_ids uuid[]) returns void
language plpgsql as $$
declare
  request record;
  missing jsonb;
begin
  for request in
    select r.id, r.lines
    from (
      select (given.value ->> 'attemptId')::uuid as id,
             given.value -> 'lines' as lines,
             given.place
      from jsonb_array_elements(requests) with ordinality as given (value, place)
    ) r
    where r.id = any (attempt_ids)
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
      update reservation
      set status = 'refused',
          shortages = missing,
          ended_at = clock_timestamp()
      where attempt_id = request.id;
    end if;
  end loop;
end
$$;

drop function grant_ample;

drop type wanted_units;
