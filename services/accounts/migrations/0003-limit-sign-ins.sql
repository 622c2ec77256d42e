-- Tries to sign in to one account since it last let somebody in, whatever address they come from.
-- Holds a hash of the account's address: a wrong guess names people who may have no account here.
create table sign_in_try (
  account_hash bytea primary key,
  tries integer not null check (tries > 0),
  forgotten_at timestamptz not null
);
create index sign_in_try_by_end on sign_in_try (forgotten_at);
