-- Shoppers who were erased, until every other service has forgotten them too. Their mail address is
-- kept as long: orders of a guest, refused checkouts and mails can be found by nothing else.
create table erasure (
  shopper_id uuid primary key,
  email text not null,
  email_verified boolean not null,
  awaited text[] not null check (cardinality(awaited) > 0),
  requested_at timestamptz not null default now()
);
