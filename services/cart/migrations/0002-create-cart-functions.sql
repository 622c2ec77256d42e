-- Every change is one call, which locks the cart's row first: a change and a checkout's lock never
-- pass each other. They answer an outcome, and the attempt and order that stand against a change.
create type cart_outcome as (
  outcome text,
  attempt_id uuid,
  order_id uuid,
  variant_id uuid
);

-- Locks a cart for a change: `open`, or why it cannot be changed.
create function lock_cart(of_cart text) returns cart_outcome
language plpgsql as $$
declare
  found_cart cart;
begin
  select *
  into found_cart
  from cart
  where id = of_cart
  for update;
  if found_cart.id is null or found_cart.status = 'merged' then
    return row('not-found', null, null, null)::cart_outcome;
  end if;
  return row(found_cart.status, found_cart.attempt_id, found_cart.order_id, null)::cart_outcome;
end
$$;

create function touch_cart(of_cart text) returns void
language sql as $$
  update cart
  set version = version + 1,
      updated_at = clock_timestamp()
  where id = of_cart
$$;

-- Lines are [{variantId, quantity}]; equal variants are summed, with each other and with the cart.
create function add_cart_lines(of_cart text, lines jsonb, quantity_max integer, lines_max integer)
returns cart_outcome
language plpgsql as $$
declare
  answer cart_outcome;
  too_many uuid;
  lines_count integer;
begin
  answer := lock_cart(of_cart);
  if answer.outcome <> 'open' then
    return answer;
  end if;

  select w.variant_id
  into too_many
  from (
    select (l ->> 'variantId')::uuid as variant_id,
           sum((l ->> 'quantity')::integer) as quantity
    from jsonb_array_elements(lines) l
    group by 1
  ) w
  left join cart_line c
    on c.cart_id = of_cart
   and c.variant_id = w.variant_id
  where w.quantity + coalesce(c.quantity, 0) > quantity_max
  limit 1;
  if too_many is not null then
    return row('quantity-too-large', null, null, too_many)::cart_outcome;
  end if;

  select count(*)
  into lines_count
  from (
    select variant_id
    from cart_line
    where cart_id = of_cart
    union
    select (l ->> 'variantId')::uuid
    from jsonb_array_elements(lines) l
  ) together;
  if lines_count > lines_max then
    return row('too-many-lines', null, null, null)::cart_outcome;
  end if;

  insert into cart_line (cart_id, variant_id, quantity)
  select of_cart, w.variant_id, w.quantity
  from (
    select (l.value ->> 'variantId')::uuid as variant_id,
           sum((l.value ->> 'quantity')::integer)::integer as quantity,
           min(l.place) as place
    from jsonb_array_elements(lines) with ordinality as l (value, place)
    group by 1
  ) w
  order by w.place
  on conflict on constraint cart_line_variant do update
  set quantity = cart_line.quantity + excluded.quantity;
  perform touch_cart(of_cart);
  return row('done', null, null, null)::cart_outcome;
end
$$;

-- Line ids are compared as text, so that any string can be asked for. 0 removes the line.
create function change_cart_line(of_cart text, line_id text, new_quantity integer)
returns cart_outcome
language plpgsql as $$
declare
  answer cart_outcome;
begin
  answer := lock_cart(of_cart);
  if answer.outcome <> 'open' then
    return answer;
  end if;
  if new_quantity = 0 then
    delete from cart_line
    where cart_id = of_cart
      and id::text = lower(line_id);
  else
    update cart_line
    set quantity = new_quantity
    where cart_id = of_cart
      and id::text = lower(line_id);
  end if;
  if not found then
    return row('not-found', null, null, null)::cart_outcome;
  end if;
  perform touch_cart(of_cart);
  return row('done', null, null, null)::cart_outcome;
end
$$;

-- Codes that differ only in case are one code.
create function add_cart_coupon(of_cart text, code text, coupons_max integer) returns cart_outcome
language plpgsql as $$
declare
  answer cart_outcome;
  codes text[];
begin
  answer := lock_cart(of_cart);
  if answer.outcome <> 'open' then
    return answer;
  end if;
  select coupon_codes
  into codes
  from cart
  where id = of_cart;
  if exists (select from unnest(codes) as c (code) where upper(c.code) = upper(add_cart_coupon.code))
  then
    return row('done', null, null, null)::cart_outcome;
  end if;
  if cardinality(codes) >= coupons_max then
    return row('too-many-coupons', null, null, null)::cart_outcome;
  end if;
  update cart
  set coupon_codes = coupon_codes || add_cart_coupon.code
  where id = of_cart;
  perform touch_cart(of_cart);
  return row('done', null, null, null)::cart_outcome;
end
$$;

create function remove_cart_coupon(of_cart text, code text) returns cart_outcome
language plpgsql as $$
declare
  answer cart_outcome;
begin
  answer := lock_cart(of_cart);
  if answer.outcome <> 'open' then
    return answer;
  end if;
  update cart
  set coupon_codes = array(
        select c.code
        from unnest(coupon_codes) with ordinality as c (code, place)
        where upper(c.code) <> upper(remove_cart_coupon.code)
        order by c.place
      )
  where id = of_cart;
  perform touch_cart(of_cart);
  return row('done', null, null, null)::cart_outcome;
end
$$;

-- `done` when the attempt holds the cart now, whether it did before or not.
create function lock_cart_for_checkout(of_cart text, for_attempt uuid) returns cart_outcome
language plpgsql as $$
declare
  answer cart_outcome;
begin
  answer := lock_cart(of_cart);
  if answer.outcome = 'checking-out' and answer.attempt_id = for_attempt then
    return row('done', null, null, null)::cart_outcome;
  end if;
  if answer.outcome <> 'open' then
    return answer;
  end if;
  if not exists (select from cart_line where cart_id = of_cart) then
    return row('cart-empty', null, null, null)::cart_outcome;
  end if;
  update cart
  set status = 'checking-out',
      attempt_id = for_attempt,
      updated_at = clock_timestamp()
  where id = of_cart;
  return row('done', null, null, null)::cart_outcome;
end
$$;

-- Makes a cart the shopper's current one, or adds its lines to the cart the shopper has. Rows are
-- locked in one order: the shopper's pointer, then carts by id. A line is never dropped: quantities
-- stop at the limit of a line, and a merge that would need too many lines is refused whole.
create function merge_cart(
  of_cart text,
  for_shopper text,
  quantity_max integer,
  lines_max integer,
  coupons_max integer
)
returns cart_outcome
language plpgsql as $$
declare
  own_id text;
  own cart;
  given cart;
  lines_count integer;
begin
  insert into shopper_cart (shopper_id, cart_id)
  select for_shopper, id
  from cart
  where id = of_cart
    and (shopper_id is null or shopper_id = for_shopper)
    and status in ('open', 'checking-out')
  on conflict do nothing;
  select cart_id
  into own_id
  from shopper_cart
  where shopper_id = for_shopper
  for update;
  perform 1
  from cart
  where id in (of_cart, own_id)
  order by id
  for update;
  select * into own from cart where id = own_id;
  select * into given from cart where id = of_cart;

  if given.id is null or (given.shopper_id is not null and given.shopper_id <> for_shopper) then
    return row('not-found', null, null, null)::cart_outcome;
  end if;
  if given.status = 'merged' then
    return row(
      case when given.merged_into = own_id then 'done' else 'not-found' end, null, null, null
    )::cart_outcome;
  end if;
  if given.status = 'ordered' or (given.status = 'checking-out' and given.id <> own_id) then
    return row(given.status, given.attempt_id, given.order_id, null)::cart_outcome;
  end if;

  if own.id is null or own.id = given.id or own.status not in ('open', 'checking-out') then
    update shopper_cart
    set cart_id = of_cart
    where shopper_id = for_shopper
      and cart_id <> of_cart;
    update cart
    set shopper_id = for_shopper,
        version = version + 1,
        updated_at = clock_timestamp()
    where id = of_cart
      and shopper_id is distinct from for_shopper;
    return row('done', null, null, null)::cart_outcome;
  end if;
  if own.status = 'checking-out' then
    return row(own.status, own.attempt_id, null, null)::cart_outcome;
  end if;

  select count(distinct variant_id)
  into lines_count
  from cart_line
  where cart_id in (of_cart, own_id);
  if lines_count > lines_max then
    return row('too-many-lines', null, null, null)::cart_outcome;
  end if;
  insert into cart_line (cart_id, variant_id, quantity)
  select own_id, variant_id, quantity
  from cart_line
  where cart_id = of_cart
  order by id
  on conflict on constraint cart_line_variant do update
  set quantity = least(cart_line.quantity + excluded.quantity, quantity_max);
  update cart
  set coupon_codes = (array(
        select distinct on (upper(c.code)) c.code
        from unnest(own.coupon_codes || given.coupon_codes) with ordinality as c (code, place)
        order by upper(c.code), c.place
      ))[1:coupons_max]
  where id = own_id;
  update cart
  set status = 'merged',
      merged_into = own_id
  where id = of_cart;
  perform touch_cart(own_id);
  return row('done', null, null, null)::cart_outcome;
end
$$;
