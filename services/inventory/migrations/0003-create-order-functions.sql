-- Gives every variant a mapping and its item a row at the location main, in one fixed order.
create function ensure_stock_rows(variant_ids uuid[]) returns void
language plpgsql as $$
begin
  insert into variant_stock (variant_id, stock_item_id)
  select v.id, v.id
  from unnest(variant_ids) as v (id)
  order by v.id
  on conflict do nothing;

  insert into stock (stock_item_id, location_id)
  select distinct v.stock_item_id, l.id
  from variant_stock v
  join location l
    on l.code = 'main'
  where v.variant_id = any (variant_ids)
  order by v.stock_item_id
  on conflict do nothing;
end
$$;

-- Units promised beyond what is on hand and what backorders allow.
create function missing_units(of_item uuid) returns bigint
language sql stable as $$
  select greatest(0, -(
    (select coalesce(sum(on_hand - reserved - allocated), 0)
     from stock
     where stock_item_id = of_item)
    + (select coalesce(max(backorder_max::bigint * units_per_variant), 0)
       from variant_stock
       where stock_item_id = of_item)
  ))::bigint
$$;

-- The order takes over what its attempt holds. An order is a promise already made: when the hold is
-- gone its stock is allocated all the same, whether there is enough or not; only then the items are
-- answered, each with the units that are missing.
create function allocate_order(
  of_attempt uuid,
  for_order uuid,
  lines jsonb,
  few_left_max integer
)
returns table (stock_item_id uuid, missing bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  present text;
  items uuid[];
begin
  perform hold_mapping();
  insert into reservation (attempt_id, status, expires_at, ended_at)
  values (of_attempt, 'released', clock_timestamp(), clock_timestamp())
  on conflict do nothing;
  select r.status
  into present
  from reservation r
  where r.attempt_id = of_attempt
  for update;
  if present = 'allocated' then
    return;
  end if;

  update reservation r
  set status = 'allocated',
      order_id = for_order,
      shortages = null,
      ended_at = null
  where r.attempt_id = of_attempt;

  if present in ('held', 'confirmed') then
    perform turn_into_allocation(of_attempt, for_order);
    return;
  end if;

  perform ensure_stock_rows(array(select d.variant_id from demand_of(lines) d));
  select array_agg(distinct d.stock_item_id)
  into items
  from demand_of(lines) d;
  perform lock_stock(items);
  perform promise_units(
    of_attempt, d.variant_id, d.stock_item_id, d.units_per_variant,
    d.quantity * d.units_per_variant, true, for_order::text
  )
  from demand_of(lines) d;
  perform note_levels(items, few_left_max);
  return query
  select i.id, missing_units(i.id)
  from unnest(items) as i (id);
end
$$;

create function turn_into_allocation(of_attempt uuid, for_order uuid) returns void
language plpgsql as $$
begin
  perform lock_stock(array(
    select distinct p.stock_item_id
    from promise p
    where p.attempt_id = of_attempt
  ));
  with turned as (
    update promise
    set allocated = reserved,
        reserved = 0
    where attempt_id = of_attempt
    returning stock_item_id, location_id, allocated
  ), summed as (
    select stock_item_id, location_id, sum(allocated)::bigint as units
    from turned
    group by stock_item_id, location_id
  ), moved as (
    update stock s
    set reserved = s.reserved - t.units,
        allocated = s.allocated + t.units
    from summed t
    where s.stock_item_id = t.stock_item_id
      and s.location_id = t.location_id
  )
  insert into stock_ledger (
    stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference
  )
  select stock_item_id, location_id, 0, -units, units, 'allocated', for_order::text
  from summed
  order by stock_item_id, location_id;
end
$$;

-- Ends allocations of an order by its lines: freed (the goods stay) or fulfilled (they leave). No
-- more than what is still allocated; answers how many units that was.
create function end_allocations(
  of_attempt uuid,
  lines jsonb,
  goods_leave boolean,
  because_of text
) returns bigint
language plpgsql as $$
declare
  ended bigint;
begin
  perform 1
  from reservation
  where attempt_id = of_attempt
  for update;
  perform lock_stock(array(
    select distinct p.stock_item_id
    from promise p
    where p.attempt_id = of_attempt
  ));
  with ranked as (
    select p.variant_id, p.location_id, p.stock_item_id, p.allocated,
           d.quantity * p.units_per_variant as wanted,
           coalesce(sum(p.allocated) over (
             partition by p.variant_id
             order by l.priority, l.id
             rows between unbounded preceding and 1 preceding
           ), 0) as allocated_before
    from promise p
    join demand_of(lines) d
      on d.variant_id = p.variant_id
    join location l
      on l.id = p.location_id
    where p.attempt_id = of_attempt
      and p.allocated > 0
  ), parts as (
    select variant_id, location_id, stock_item_id, allocated,
           least(allocated, wanted - allocated_before)::bigint as part
    from ranked
    where wanted > allocated_before
  ), lowered as (
    update promise p
    set allocated = p.allocated - t.part
    from parts t
    where p.attempt_id = of_attempt
      and p.variant_id = t.variant_id
      and p.location_id = t.location_id
      and t.part < t.allocated
  ), removed as (
    delete from promise p
    using parts t
    where p.attempt_id = of_attempt
      and p.variant_id = t.variant_id
      and p.location_id = t.location_id
      and t.part = t.allocated
  ), summed as (
    select stock_item_id, location_id, sum(part)::bigint as units
    from parts
    group by stock_item_id, location_id
  ), moved as (
    update stock s
    set allocated = s.allocated - t.units,
        on_hand = s.on_hand - case when goods_leave then t.units else 0 end
    from summed t
    where s.stock_item_id = t.stock_item_id
      and s.location_id = t.location_id
  ), explained as (
    insert into stock_ledger (
      stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference
    )
    select stock_item_id, location_id, case when goods_leave then -units else 0 end, 0, -units,
           case when goods_leave then 'fulfilled' else 'allocation-freed' end, because_of
    from summed
    order by stock_item_id, location_id
  )
  select coalesce(sum(units), 0)
  into ended
  from summed;
  return ended;
end
$$;

-- Idempotent: what is freed is no longer allocated, so a repeat finds nothing.
create function free_allocation(
  of_attempt uuid,
  of_order uuid,
  lines jsonb,
  few_left_max integer
) returns void
language plpgsql as $$
declare
  items uuid[];
begin
  items := array(
    select distinct stock_item_id
    from promise
    where attempt_id = of_attempt
  );
  perform end_allocations(of_attempt, lines, false, of_order::text);
  perform note_levels(items, few_left_max);
end
$$;

-- Goods can leave only once, and only goods that were promised to this attempt's order.
create function fulfil_allocation(of_attempt uuid, by_fulfilment uuid, lines jsonb) returns void
language plpgsql as $$
declare
  wanted bigint;
  ended bigint;
begin
  insert into applied_fulfilment (fulfilment_id)
  values (by_fulfilment)
  on conflict do nothing;
  if not found then
    return;
  end if;
  select sum(d.quantity * coalesce(p.units_per_variant, 1))
  into wanted
  from demand_of(lines) d
  left join lateral (
    select units_per_variant
    from promise
    where attempt_id = of_attempt
      and variant_id = d.variant_id
    limit 1
  ) p on true;
  ended := end_allocations(of_attempt, lines, true, by_fulfilment::text);
  if ended is distinct from wanted then
    raise exception 'fulfilment % takes % units of attempt %, of which % are allocated',
      by_fulfilment, wanted, of_attempt, ended;
  end if;
end
$$;

-- Sets or changes the count of a variant's item at a location. Answers the ledger entry and how
-- many units are now promised beyond what there is, or no entry when the count would be impossible:
-- below zero (it may rise towards zero) or above a thousand million.
create function adjust_stock(
  of_variant uuid,
  at_location uuid,
  change bigint,
  counted bigint,
  by_actor text,
  because text,
  few_left_max integer
)
returns table (entry_id bigint, on_hand_before bigint, stock_item_id uuid, missing bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  item uuid;
  before bigint;
  delta bigint;
  entry bigint;
begin
  perform hold_mapping();
  perform ensure_stock_rows(array[of_variant]);
  select v.stock_item_id
  into item
  from variant_stock v
  where v.variant_id = of_variant;
  perform lock_stock(array[item]);
  insert into stock (stock_item_id, location_id)
  values (item, at_location)
  on conflict do nothing;

  select s.on_hand
  into before
  from stock s
  where s.stock_item_id = item
    and s.location_id = at_location;
  delta := coalesce(change, counted - before);
  if (before + delta < 0 and delta < 0) or before + delta > 1000000000 then
    return query
    select null::bigint, before, item, 0::bigint;
    return;
  end if;

  update stock s
  set on_hand = s.on_hand + delta
  where s.stock_item_id = item
    and s.location_id = at_location;
  insert into stock_ledger (
    stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference,
    note
  )
  values (item, at_location, delta, 0, 0,
          case when counted is null then 'adjustment' else 'count' end, by_actor, because)
  returning id
  into entry;
  perform note_levels(array[item], few_left_max);
  return query
  select entry, before, item, case when delta < 0 then missing_units(item) else 0 end;
end
$$;
