create table currency (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  prices_include_tax boolean not null
);

create table store (
  -- One row: the check and the key leave no room for a second.
  is_only boolean primary key default true check (is_only),
  default_currency text not null constraint store_default_currency_fkey references currency (code),
  home_country text check (home_country ~ '^[A-Z]{2}$')
);

-- No shop is without a currency. Everything else about it is the shop's own to say.
insert into currency (code, prices_include_tax)
values ('EUR', true);

insert into store (default_currency)
values ('EUR');

-- Its row is the lock under which all prices of a variant change, so that the event of each change
-- tells what really is current, also when two currencies change at once.
create table priced_variant (
  variant_id uuid primary key,
  changed_at timestamptz not null default clock_timestamp()
);

create table price (
  variant_id uuid not null references priced_variant (variant_id),
  currency text not null constraint price_currency_fkey references currency (code),
  price_minor bigint not null check (price_minor between 0 and 1000000000000),
  compare_at_minor bigint check (compare_at_minor between 0 and 1000000000000),
  primary key (variant_id, currency)
);

create index price_currency_idx on price (currency);
