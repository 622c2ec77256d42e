-- The tries of one write, to be looked at once their requests can no longer be under way: one row
-- for all, so that the row of a try names no time to ask and its approval touches no index.
create table intent_batch (
  id bigint generated always as identity primary key,
  try_ids uuid[] not null,
  written_at timestamptz not null default clock_timestamp()
);

-- Most tries are approved within the second, and then learn their order: room for both on the page.
alter table payment_try set (fillfactor = 60);

-- Which try paid for an order. The row of the try names the order too, but no index does, so that
-- learning it changes the row in its place.
create table order_payment (
  order_id uuid primary key,
  try_id uuid not null
);

insert into order_payment (order_id, try_id)
select distinct on (order_id) order_id, try_id
from payment_try
where order_id is not null
order by order_id, try_id;

drop index payment_try_order;

-- One index less for each row of these two: what is found by its try, or is unique by its cause,
-- needs no index of its number.
alter table try_change
  drop constraint try_change_pkey,
  add primary key (try_id, id);

drop index try_change_try;

alter table ledger_entry
  drop constraint ledger_entry_pkey,
  drop constraint ledger_entry_once,
  add constraint ledger_entry_once primary key (kind, reference_id);
