-- Reserves for the fresh attempts that want nothing scarce; answers which. The caller holds the rows.
-- What an item and an attempt want in all is known in one pass over the demand: joining it with
-- itself would cost the square of the batch.
create or replace function grant_ample(requests jsonb, fresh uuid[]) returns uuid[]
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
           w.quantity * v.units_per_variant as units,
           sum(w.quantity * v.units_per_variant) over (partition by v.stock_item_id) as wanted
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
  ), placed as (
    select d.*,
           p.location_id,
           bool_and(p.location_id is not null) over (partition by d.attempt_id) as is_granted
    from demand d
    left join lateral (
      select s.location_id, s.on_hand - s.reserved - s.allocated as free
      from stock s
      join location l
        on l.id = s.location_id
      where s.stock_item_id = d.stock_item_id
      order by l.priority, l.id
      limit 1
    ) p
      on p.free >= d.wanted
  ), part as (
    select *
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
    order by attempt_id, stock_item_id
  )
  select coalesce(array_agg(distinct attempt_id), '{}')
  into granted_ids
  from part;
  return granted_ids;
end
$$;
