-- Two groups of Crockford base32: readable on the telephone, and silent about how many orders the
-- shop has. The digits come from the server's strong random source; two UUIDs are taken because
-- the later bytes of one are not all random.
create function random_order_number() returns text
language sql
volatile
as $$
  select string_agg(
           substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(bytes, place) % 32 + 1, 1)
             || case when place = 3 then '-' else '' end,
           ''
           order by place
         )
  from (
    select substr(uuid_send(gen_random_uuid()), 1, 4)
             || substr(uuid_send(gen_random_uuid()), 1, 4) as bytes
    -- Keeps the bytes one value instead of a call for each digit.
    offset 0
  ) as random,
  generate_series(0, 7) as place
$$;

-- The plural, because "order" is a word of SQL.
create table orders (
  id uuid primary key default uuidv7(),
  attempt_id uuid not null constraint orders_attempt_id_key unique,
  number text not null constraint orders_number_key unique,
  status text not null default 'placed'
    check (status in ('placed', 'partly-fulfilled', 'fulfilled', 'cancelled')),
  payment_status text not null
    check (payment_status in (
      'authorised', 'partly-captured', 'captured', 'capture-failed',
      'partly-refunded', 'refunded', 'voided'
    )),
  -- Milliseconds, so that a page's cursor can hold it exactly.
  created_at timestamptz(3) not null default clock_timestamp(),
  shopper_id uuid,
  email text not null,
  locale text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payment_try_id uuid not null constraint orders_payment_try_id_key unique,
  coupon_codes text[] not null default '{}',
  shipping jsonb,
  shipping_address jsonb not null,
  billing_address jsonb,
  subtotal_minor bigint not null check (subtotal_minor >= 0),
  discount_total_minor bigint not null check (discount_total_minor >= 0),
  shipping_total_minor bigint not null check (shipping_total_minor >= 0),
  tax_total_minor bigint not null check (tax_total_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  prices_include_tax boolean not null,
  taxes jsonb not null,
  captured_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  voided_at timestamptz,
  constraint orders_captured_within_total check (captured_minor between 0 and total_minor),
  constraint orders_refunded_within_captured check (refunded_minor between 0 and captured_minor)
);

create index orders_by_time on orders (created_at desc, id desc);
create index orders_by_status on orders (status, created_at desc, id desc);
create index orders_by_shopper on orders (shopper_id, created_at desc, id desc)
  where shopper_id is not null;
-- Also finds the beginning of an address.
create index orders_by_email on orders (lower(email) text_pattern_ops, created_at desc, id desc);

create table order_line (
  order_id uuid not null references orders (id),
  line_id uuid not null,
  position integer not null,
  variant_id uuid not null,
  product_id uuid not null,
  slug text not null,
  sku text,
  title text not null,
  options jsonb not null,
  image_url text,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  discount_total_minor bigint not null check (discount_total_minor >= 0),
  tax_rate_basis_points integer not null check (tax_rate_basis_points between 0 and 10000),
  tax_minor bigint not null check (tax_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  discounts jsonb not null,
  fulfilled_quantity integer not null default 0 check (fulfilled_quantity >= 0),
  cancelled_quantity integer not null default 0 check (cancelled_quantity >= 0),
  refunded_quantity integer not null default 0 check (refunded_quantity >= 0),
  primary key (order_id, line_id),
  constraint order_line_never_too_much check (fulfilled_quantity + cancelled_quantity <= quantity),
  constraint order_line_refunds_what_left check (refunded_quantity <= fulfilled_quantity)
);

-- The id of a fulfilment is also the id of its capture at payments.
create table fulfilment (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id),
  created_at timestamptz(3) not null default clock_timestamp(),
  carrier text,
  tracking_number text,
  tracking_url text,
  capture_minor bigint not null check (capture_minor >= 0),
  capture_status text not null
    check (capture_status in ('requested', 'captured', 'failed', 'not-needed')),
  capture_failure text
);

create index fulfilment_by_order on fulfilment (order_id, id);

create table fulfilment_line (
  fulfilment_id uuid not null references fulfilment (id),
  order_id uuid not null,
  line_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (fulfilment_id, line_id),
  foreign key (order_id, line_id) references order_line (order_id, line_id)
);

-- The id of a refund is also its id at payments.
create table refund (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id),
  created_at timestamptz(3) not null default clock_timestamp(),
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  status text not null default 'requested' check (status in ('requested', 'refunded', 'failed')),
  failure text
);

create index refund_by_order on refund (order_id, id);

create table refund_line (
  refund_id uuid not null references refund (id),
  order_id uuid not null,
  line_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (refund_id, line_id),
  foreign key (order_id, line_id) references order_line (order_id, line_id)
);

-- Money and time as the API shows them, so that a query can answer in the shape of the response.
create function money_json(amount bigint, currency text) returns jsonb
language sql
immutable
return jsonb_build_object('amount', amount, 'currency', currency);

create function time_json(moment timestamptz) returns text
language sql
stable
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
