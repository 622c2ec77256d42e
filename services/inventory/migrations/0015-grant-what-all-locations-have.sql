-- The same function: an attempt is granted at the first location only when the sum over all locations
-- has its units too. Where a count has left another location below zero, the first one alone has more
-- than is available.
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
  statuses text[];
  expiries timestamptz[];
  are_all_fresh boolean;
  granted uuid[];
  item_ids uuid[];
  availables bigint[];
  is_level_moved boolean;
begin
  perform hold_mapping();
  with written as (
    insert into reservation (attempt_id, status, expires_at)
    select a.id,
           case when a.is_confirmed then 'confirmed' else 'held' end,
           clock_timestamp() + make_interval(mins => hold_minutes)
    from (
      select (r.value ->> 'attemptId')::uuid as id,
             (r.value ->> 'isConfirmed')::boolean as is_confirmed
      from jsonb_array_elements(requests) r
    ) a
    order by a.id
    on conflict do nothing
    returning attempt_id, status, expires_at
  )
  select array_agg(attempt_id),
         array_agg(status),
         array_agg(expires_at),
         array(select id from location order by priority, id)
  into fresh, statuses, expiries, places
  from written;

  are_all_fresh := coalesce(cardinality(fresh), 0) = jsonb_array_length(requests);
  if not are_all_fresh then
    -- Before rows of stock, like every lock on a reservation.
    perform confirm_reservations(array(
      select (given.value ->> 'attemptId')::uuid
      from jsonb_array_elements(requests) given
      where (given.value ->> 'isConfirmed')::boolean
    ));
  end if;

  if fresh is not null then
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
               and bool_and(free >= item_units and available >= item_units) over of_attempt
               as is_granted
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
    ), remaining as (
      select stock_item_id, (min(available) - sum(units))::bigint as available
      from part
      group by 1
    )
    select coalesce(array_agg(distinct attempt_id), '{}'),
           array(select stock_item_id from remaining order by stock_item_id),
           array(select available from remaining order by stock_item_id)
    into granted, item_ids, availables
    from part;

    is_level_moved := exists (
      select
      from unnest(item_ids, availables) as i (stock_item_id, available)
      cross join lateral (
        select level, units_per_variant, backorder_max
        from variant_stock
        where stock_item_id = i.stock_item_id
        -- Each item by itself, whatever the plan.
        offset 0
      ) v
      where v.level is distinct from
        level_of(i.available, v.units_per_variant, v.backorder_max, few_left_max)
    );

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
        where are_all_fresh
           or (r.value ->> 'attemptId')::uuid = any (fresh)
        group by 1
      ), few_left_max);
    end if;
    if are_all_fresh and cardinality(granted) = cardinality(fresh) then
      return query
      select f.attempt_id, f.status, f.expires_at, null::jsonb
      from unnest(fresh, statuses, expiries) as f (attempt_id, status, expires_at);
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
