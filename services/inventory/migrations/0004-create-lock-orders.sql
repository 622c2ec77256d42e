-- Events of many orders are applied in one transaction. It first takes all their rows, in the order
-- in which every function takes them: else its second order could wait for a reservation that waits
-- for its first one.
create function lock_orders(attempt_ids uuid[], variant_ids uuid[]) returns void
language plpgsql as $$
begin
  perform hold_mapping();
  perform 1
  from reservation
  where attempt_id = any (attempt_ids)
  order by attempt_id
  for update;
  perform lock_stock(array(
    select stock_item_id
    from promise
    where attempt_id = any (attempt_ids)
    union
    select stock_item_id
    from variant_stock
    where variant_id = any (variant_ids)
  ));
end
$$;
