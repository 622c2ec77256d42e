create table cart (
  -- 32 random bytes as base64url: whoever knows it may use the cart.
  id text primary key check (length(id) >= 22),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Who made it or took it over; null for a guest.
  shopper_id text,
  status text not null default 'open'
    check (status in ('open', 'checking-out', 'ordered', 'merged')),
  -- The checkout that holds the cart, or that ordered it.
  attempt_id uuid,
  order_id uuid,
  -- The shopper's cart that took over its lines.
  merged_into text references cart on delete cascade,
  coupon_codes text[] not null default '{}' check (cardinality(coupon_codes) <= 5),
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  constraint cart_held_by_attempt
    check ((status in ('checking-out', 'ordered')) = (attempt_id is not null)),
  constraint cart_became_order check ((status = 'ordered') = (order_id is not null)),
  constraint cart_merged_into_other check ((status = 'merged') = (merged_into is not null))
) with (fillfactor = 80);

create index cart_attempt on cart (attempt_id)
where attempt_id is not null;

create index cart_updated on cart (updated_at);

create index cart_merged on cart (merged_into)
where merged_into is not null;

create table cart_line (
  id uuid primary key default uuidv7(),
  cart_id text not null references cart on delete cascade,
  variant_id uuid not null,
  quantity integer not null check (quantity between 1 and 999),
  constraint cart_line_variant unique (cart_id, variant_id)
);

-- The one cart that a signed-in shopper meets on every device.
create table shopper_cart (
  shopper_id text primary key,
  cart_id text not null references cart on delete cascade
);

create index shopper_cart_cart on shopper_cart (cart_id);
