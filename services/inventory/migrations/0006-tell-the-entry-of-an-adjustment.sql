-- The same function, which now answers what it wrote into the ledger too: reading that back cost a
-- round trip during which nobody else got at the stock row. Callers name columns, so those of the
-- previous version go on.
drop function adjust_stock(uuid, uuid, bigint, bigint, text, text, integer);

create function adjust_stock(
  of_variant uuid,
  at_location uuid,
  change bigint,
  counted bigint,
  by_actor text,
  because text,
  few_left_max integer
)
returns table (
  entry_id bigint, on_hand_before bigint, stock_item_id uuid, missing bigint,
  on_hand_delta bigint, reason text, occurred_at timestamptz
)
language plpgsql as $$
#variable_conflict use_column
declare
  item uuid;
  before bigint;
  delta bigint;
  entry stock_ledger;
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
    select null::bigint, before, item, 0::bigint, null::bigint, null::text, null::timestamptz;
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
  returning *
  into entry;
  perform note_levels(array[item], few_left_max);
  return query
  select entry.id, before, item, case when delta < 0 then missing_units(item) else 0 end,
         entry.on_hand_delta, entry.reason, entry.occurred_at;
end
$$;
