-- The tries of one write, to be looked at once their requests can no longer be under way: one row
-- for all, so that the row of a try names no time to ask and its approval touches no index.
create table intent_batch (
  id bigint generated always as identity primary key,
  try_ids uuid[] not null,
  written_at timestamptz not null default clock_timestamp()
);

-- A try is written as an intent, then approved and then told its order, and the second and third
-- time a little longer: at 60 every fourth change found its page full and wrote all index entries.
alter table payment_try set (fillfactor = 40);

-- Which try paid for an order. The row of the try names the order too, but no index does, so that
-- learning it changes the row in its place.
create table order_payment (
  order_id uuid primary key,
  try_id uuid not null
);

-- The previous version sets only the column. Its rows are entered here as long as it may serve
-- beside this one: trigger and function go with the next release.
create function enter_order_payment() returns trigger
language plpgsql
set search_path from current
as $$
begin
  insert into order_payment (order_id, try_id)
  values (new.order_id, new.try_id)
  on conflict (order_id) do nothing;
  return null;
end
$$;

create trigger payment_try_ordered
after update of order_id on payment_try
for each row
when (new.order_id is not null and new.order_id is distinct from old.order_id)
execute function enter_order_payment();
