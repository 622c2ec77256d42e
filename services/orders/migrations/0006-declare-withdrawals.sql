-- A consumer's declaration that he withdraws from the contract, as he made it: the first one of an
-- order counts, and its time is the one that the law asks for.
create table withdrawal (
  order_id uuid primary key references orders (id),
  declared_at timestamptz(3) not null default clock_timestamp(),
  name text not null,
  -- What of the order is withdrawn; null is all of it.
  goods text
);
