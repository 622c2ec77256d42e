-- One row a run of the checkout process. The row is also the record of its idempotency key: what
-- a closed attempt answered is read from here.
create table checkout_attempt (
  id uuid primary key default uuidv7(),
  -- The cart's id is a secret: it leaves this table only towards the cart service.
  cart_id text not null check (char_length(cart_id) between 1 and 100),
  idempotency_key text not null check (char_length(idempotency_key) between 1 and 200),
  -- HMAC of the body: the body holds the payment token.
  body_hash bytea not null,

  state text not null default 'preparing' check (
    state in (
      'preparing', 'paying', 'awaiting-shopper', 'placing', 'undoing',
      'completed', 'refused', 'undone'
    )
  ),
  -- Every advance and every change of hands raises it: whoever holds an older one cannot act.
  version integer not null default 1,
  lease_owner text,
  lease_until timestamptz,
  next_run_at timestamptz not null default now(),
  -- Looks at the attempt in its present state that gave no outcome; the wait grows with them.
  runs integer not null default 0,
  -- Raised by news about the payment, so that a look which began before them is followed by one.
  wakes integer not null default 0,

  -- Personal data, removed from closed attempts after a time.
  email text,
  shipping_address jsonb,
  billing_address jsonb,

  locale text not null,
  -- Key of the one payment try of this attempt; the provider has been asked from 'paying' on only.
  payment_try_id uuid not null default uuidv7(),
  payment_status text,
  action_url text,
  action_expires_at timestamptz,
  currency text,
  total_amount bigint check (total_amount >= 0),
  -- Lines, discounts, shipping and totals as they will be ordered.
  frozen jsonb,

  -- What is left to take back, in this order.
  undo_steps text[] not null default '{}',
  -- The refusal or fault to be answered; null for an order.
  problem jsonb,
  placed_order jsonb,
  order_id uuid unique,
  order_number text,

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,

  constraint frozen_before_payment check (
    state not in ('paying', 'awaiting-shopper', 'placing')
    or (
      frozen is not null
      and total_amount is not null
      and currency is not null
      and email is not null
      and shipping_address is not null
    )
  ),
  constraint action_has_an_end check (
    state <> 'awaiting-shopper' or (action_url is not null and action_expires_at is not null)
  ),
  constraint completed_with_order check (
    (state = 'completed') = (order_id is not null) and (order_id is null) = (order_number is null)
  ),
  constraint taken_back_with_reason check (
    state not in ('undoing', 'refused', 'undone') or problem is not null
  ),
  constraint closed_has_time check (
    (state in ('completed', 'refused', 'undone')) = (closed_at is not null)
  )
);

-- One open attempt a cart, and none beside the one that ordered it.
create unique index checkout_attempt_one_per_cart
on checkout_attempt (cart_id)
where state not in ('refused', 'undone');

create index checkout_attempt_by_key on checkout_attempt (cart_id, idempotency_key, id);

create index checkout_attempt_due
on checkout_attempt (next_run_at)
where state not in ('completed', 'refused', 'undone');

create index checkout_attempt_closed on checkout_attempt (closed_at) where closed_at is not null;
