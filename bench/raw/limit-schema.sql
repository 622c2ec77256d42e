-- The least that placing an order needs: stock, an order with lines, one event.
drop schema if exists lim cascade;

create schema lim;

create table lim.stock (
  variant_id int primary key,
  available int not null,
  reserved int not null default 0,
  check (available >= 0)
);

insert into lim.stock (variant_id, available)
select number, 100000000
from generate_series(1, 2000) as number;

create table lim.orders (
  id bigint generated always as identity primary key,
  number uuid not null default gen_random_uuid(),
  email text not null,
  currency char(3) not null,
  total bigint not null,
  address jsonb not null,
  status text not null,
  created_at timestamptz not null default now()
);

create table lim.order_line (
  id bigint generated always as identity primary key,
  order_id bigint not null references lim.orders (id),
  variant_id int not null,
  title text not null,
  quantity int not null,
  unit_price bigint not null
);

create index on lim.order_line (order_id);

create table lim.event (
  id bigint generated always as identity primary key,
  type text not null,
  aggregate_id bigint not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);
