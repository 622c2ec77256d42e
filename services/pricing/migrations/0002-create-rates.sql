create table tax_rate (
  country text not null check (country ~ '^[A-Z]{2}$'),
  category text not null check (category <> ''),
  rate_basis_points integer not null check (rate_basis_points between 0 and 10000),
  primary key (country, category)
);

create table shipping_zone (
  code text primary key check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null check (name <> '')
);

create table shipping_zone_country (
  country text constraint shipping_zone_country_pkey primary key check (country ~ '^[A-Z]{2}$'),
  zone_code text not null references shipping_zone (code) on delete cascade
);

create index shipping_zone_country_zone_idx on shipping_zone_country (zone_code);

create table shipping_rate (
  zone_code text not null references shipping_zone (code) on delete cascade,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  currency text not null constraint shipping_rate_currency_fkey references currency (code),
  name text not null check (name <> ''),
  basis text not null check (basis in ('weight', 'order-value')),
  -- [{ "from": 0, "below": 5000 | null, "price": 490 }]: read and replaced as one.
  bands jsonb not null check (jsonb_typeof(bands) = 'array'),
  -- The order in which staff gave them.
  position integer not null,
  primary key (zone_code, code, currency)
);

create index shipping_rate_currency_idx on shipping_rate (currency);
