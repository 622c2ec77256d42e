-- The right to withdraw is one of each part of a contract: an order has a row for each declaration
-- that named more of it, and staff tick each off once it is handled.
alter table withdrawal drop constraint withdrawal_pkey;

alter table withdrawal
  add column id uuid primary key default uuidv7(),
  add column handled_at timestamptz(3);

create index withdrawal_by_order on withdrawal (order_id, id);
-- Nothing is left to be named after all of it.
create unique index withdrawal_of_all on withdrawal (order_id) where goods is null;

-- When the oldest withdrawal was declared that nobody has handled yet.
alter table orders add column withdrawal_open_since timestamptz(3);

update orders
set withdrawal_open_since = declared_at
from withdrawal
where order_id = orders.id;

create index orders_withdrawal_open on orders (created_at desc, id desc)
  where withdrawal_open_since is not null;
