create table promotion (
  id uuid primary key default uuidv7(),
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$'),
  code_key text not null generated always as (lower(code)) stored,
  title text not null check (title <> ''),
  -- The contract's PromotionEffect.
  effect jsonb not null check (effect ->> 'kind' in ('percentage', 'amount', 'free-shipping')),
  -- [{ "amount": 5000, "currency": "EUR" }]
  minimum_order_values jsonb not null default '[]',
  starts_at timestamptz,
  ends_at timestamptz,
  uses_max bigint check (uses_max > 0),
  uses_per_customer_max bigint check (uses_per_customer_max > 0),
  is_combinable boolean not null default false,
  is_active boolean not null default true,
  -- Rows of coupon_use, held and used: changed with them, under this row's lock.
  uses_count bigint not null default 0 check (uses_count >= 0),
  created_at timestamptz not null default clock_timestamp(),
  constraint promotion_code_key unique (code_key),
  constraint promotion_dates_check check (starts_at < ends_at)
);

-- One checkout attempt with codes: held -> used when its order is placed, held -> released when
-- checkout undoes it. A released attempt stays as a tombstone, so that a reserve that comes late
-- holds nothing.
create table coupon_attempt (
  attempt_id uuid primary key,
  state text not null check (state in ('held', 'used', 'released')),
  code_keys text[] not null,
  customer_hash text,
  held_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  check ((state = 'held') = (ended_at is null))
);

create index coupon_attempt_held_idx on coupon_attempt (held_at)
where state = 'held';

create table coupon_use (
  promotion_id uuid not null constraint coupon_use_promotion_fkey references promotion (id),
  attempt_id uuid not null references coupon_attempt (attempt_id),
  customer_hash text not null,
  primary key (attempt_id, promotion_id)
);

create index coupon_use_customer_idx on coupon_use (promotion_id, customer_hash);

-- Decides in one call, so that the rows of promotions are locked for the length of one statement
-- and its commit, never over a round trip. Codes are locked in the order of their promotions' ids.
create function reserve_coupon_uses(
  for_attempt_id uuid,
  wanted_keys text[],
  for_customer_hash text
) returns jsonb
language plpgsql
as $$
declare
  earlier coupon_attempt;
  candidate promotion;
  found_keys text[] := '{}';
  refused_key text;
  reason text;
begin
  insert into coupon_attempt (attempt_id, state, code_keys, customer_hash)
  values (for_attempt_id, 'held', wanted_keys, for_customer_hash)
  on conflict (attempt_id) do nothing;

  if not found then
    select *
    into earlier
    from coupon_attempt
    where attempt_id = for_attempt_id;
    if earlier.state = 'released' then
      return jsonb_build_object('outcome', 'released');
    end if;
    return jsonb_build_object(
      'outcome',
      case when earlier.code_keys = wanted_keys then 'held' else 'other-codes' end
    );
  end if;

  for candidate in
    select *
    from promotion
    where code_key = any (wanted_keys)
    order by id
    for update
  loop
    found_keys := found_keys || candidate.code_key;
    reason := case
      when not candidate.is_active then 'unknown'
      when candidate.starts_at > clock_timestamp() then 'not-started'
      when candidate.ends_at <= clock_timestamp() then 'expired'
      when candidate.uses_count >= candidate.uses_max then 'exhausted'
      when candidate.uses_per_customer_max <= (
        select count(*)
        from coupon_use
        where promotion_id = candidate.id
          and customer_hash = for_customer_hash
      ) then 'customer-limit-reached'
    end;
    if reason is not null then
      refused_key := candidate.code_key;
      exit;
    end if;
  end loop;

  if reason is null and cardinality(found_keys) < cardinality(wanted_keys) then
    reason := 'unknown';
    select key
    into refused_key
    from unnest(wanted_keys) as wanted (key)
    where key <> all (found_keys)
    limit 1;
  end if;

  if reason is not null then
    delete from coupon_attempt
    where attempt_id = for_attempt_id;
    return jsonb_build_object('outcome', 'refused', 'codeKey', refused_key, 'reason', reason);
  end if;

  update promotion
  set uses_count = uses_count + 1
  where code_key = any (wanted_keys);

  insert into coupon_use (promotion_id, attempt_id, customer_hash)
  select id, for_attempt_id, for_customer_hash
  from promotion
  where code_key = any (wanted_keys);

  return jsonb_build_object('outcome', 'held');
end
$$;

-- The undo of reserve_coupon_uses. What an order has used stays used.
create function release_coupon_uses(for_attempt_id uuid) returns void
language plpgsql
as $$
begin
  insert into coupon_attempt (attempt_id, state, code_keys, ended_at)
  values (for_attempt_id, 'released', '{}', clock_timestamp())
  on conflict (attempt_id) do update
  set state = 'released',
      ended_at = excluded.ended_at
  where coupon_attempt.state = 'held';

  if not found then
    return;
  end if;

  perform 1
  from promotion
  where id in (
    select promotion_id
    from coupon_use
    where attempt_id = for_attempt_id
  )
  order by id
  for update;

  with given_back as (
    delete from coupon_use
    where attempt_id = for_attempt_id
    returning promotion_id
  )
  update promotion
  set uses_count = uses_count - 1
  from given_back
  where promotion.id = given_back.promotion_id;
end
$$;
