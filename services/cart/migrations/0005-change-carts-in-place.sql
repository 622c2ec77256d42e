-- Every change of a cart wrote all of its index entries anew, because two of them told when it was
-- touched last. Old carts are now found by when they were made, which never changes: of guests' carts
-- hardly any outlives the days after which it is removed, and those of shoppers are paged through.

-- Dropped before others are made: a lock that grows while a shop sells would end in a deadlock.
drop index cart_left;
drop index cart_of_shopper_left;

create index cart_of_guest_made on cart (created_at)
where shopper_id is null;

create index cart_of_shopper_made on cart (created_at, id)
where shopper_id is not null;

-- Carts that were made together are locked together, and are ordered together.
alter table cart set (fillfactor = 50);

-- Adds lines to carts, each by itself; `members` is a list of { requestId, cartId, lines } in order
-- of arrival. Answers for each what add_cart_lines would, and what its cart then holds. Only carts
-- that stand in the list more than once are changed one after the other.
create function add_lines_together(members jsonb, quantity_max integer, lines_max integer)
returns table (
  request_id text,
  outcome text,
  attempt_id uuid,
  order_id uuid,
  variant_id uuid,
  id text,
  currency text,
  coupon_codes text[],
  lines jsonb
)
language plpgsql as $$
#variable_conflict use_column
declare
  repeated text[];
  decided jsonb;
begin
  -- A statement of its own: the next ones then see what was committed before the locks were given.
  perform 1
  from cart
  where id = any (array(
    select member ->> 'cartId'
    from jsonb_array_elements(members) as given (member)
  ))
  order by id
  for update;

  repeated := array(
    select member ->> 'cartId'
    from jsonb_array_elements(members) as given (member)
    group by 1
    having count(*) > 1
  );

  with wanted as (
    select w.request_id, w.cart_id, w.variant_id, w.quantity, w.place,
           cart.status, cart.attempt_id, cart.order_id,
           held.quantity as held,
           max(w.variant_id::text) filter (
             where w.quantity + coalesce(held.quantity, 0) > quantity_max
           ) over of_cart as too_many,
           count(*) filter (where held.quantity is null) over of_cart as new_lines,
           row_number() over of_cart as nth
    from (
      select member ->> 'requestId' as request_id,
             member ->> 'cartId' as cart_id,
             (line ->> 'variantId')::uuid as variant_id,
             sum((line ->> 'quantity')::integer)::integer as quantity,
             min(place) as place
      from jsonb_array_elements(members) as given (member)
      cross join jsonb_array_elements(member -> 'lines') with ordinality as list (line, place)
      where member ->> 'cartId' <> all (repeated)
      group by 1, 2, 3
    ) w
    left join cart
      on cart.id = w.cart_id
    left join cart_line held
      on held.cart_id = w.cart_id
     and held.variant_id = w.variant_id
    window of_cart as (partition by w.cart_id)
  ), part as materialized (
    select request_id, cart_id, variant_id, quantity, place, attempt_id, order_id, held, too_many,
           nth,
           case
             when status is null or status = 'merged' then 'not-found'
             when status <> 'open' then status
             when too_many is not null then 'quantity-too-large'
             when new_lines + (
               select count(*)
               from cart_line
               where cart_line.cart_id = wanted.cart_id
             ) > lines_max then 'too-many-lines'
             else 'done'
           end as outcome
    from wanted
  ), added as (
    insert into cart_line (cart_id, variant_id, quantity)
    select cart_id, variant_id, quantity
    from part
    where outcome = 'done'
      and held is null
    order by cart_id, place
  ), raised as (
    update cart_line c
    set quantity = p.held + p.quantity
    from (
      select cart_id, variant_id, quantity, held
      from part
      where outcome = 'done'
        and held is not null
    ) p
    where c.cart_id = p.cart_id
      and c.variant_id = p.variant_id
  ), touched as (
    update cart c
    set version = c.version + 1,
        updated_at = clock_timestamp()
    from part
    where c.id = part.cart_id
      and part.outcome = 'done'
      and part.nth = 1
  )
  select jsonb_agg(jsonb_build_object(
           'requestId', request_id,
           'cartId', cart_id,
           'outcome', outcome,
           'attemptId', case when outcome in ('checking-out', 'ordered') then attempt_id end,
           'orderId', case when outcome = 'ordered' then order_id end,
           'variantId', case when outcome = 'quantity-too-large' then too_many end
         ))
  into decided
  from part
  where nth = 1;

  if cardinality(repeated) > 0 then
    select coalesce(decided, '[]') || jsonb_agg(jsonb_build_object(
             'requestId', m.request_id,
             'cartId', m.cart_id,
             'outcome', a.outcome,
             'attemptId', a.attempt_id,
             'orderId', a.order_id,
             'variantId', a.variant_id
           ))
    into decided
    from (
      select member ->> 'requestId' as request_id,
             member ->> 'cartId' as cart_id,
             member -> 'lines' as lines
      from jsonb_array_elements(members) with ordinality as given (member, place)
      where member ->> 'cartId' = any (repeated)
      order by place
    ) m
    cross join add_cart_lines(m.cart_id, m.lines, quantity_max, lines_max) a;
  end if;

  return query
  select d."requestId", d.outcome, d."attemptId", d."orderId", d."variantId",
         cart.id, cart.currency, cart.coupon_codes,
         (
           select jsonb_agg(
                    jsonb_build_object(
                      'id', line.id,
                      'variantId', line.variant_id,
                      'quantity', line.quantity
                    )
                    order by line.id
                  )
           from cart_line as line
           where line.cart_id = cart.id
         )
  from jsonb_to_recordset(decided) as d (
    "requestId" text, "cartId" text, outcome text, "attemptId" uuid, "orderId" uuid,
    "variantId" uuid
  )
  left join cart
    on cart.id = d."cartId"
   and d.outcome = 'done';
end
$$;

-- The same function: carts are read once, with the locks held, and not again after the change. What
-- they hold is joined by their ids alone: with their status beside it, the plan read all carts.
create or replace function lock_carts_for_checkout(members jsonb)
returns table (
  cart_id text,
  for_attempt uuid,
  outcome text,
  attempt_id uuid,
  order_id uuid,
  currency text,
  shopper_id text,
  coupon_codes text[],
  version integer,
  lines jsonb
)
language plpgsql as $$
#variable_conflict use_column
begin
  -- A statement of its own: the next one then sees what was committed before the locks were given.
  perform 1
  from cart
  where id = any (array(
    select member ->> 'cartId'
    from jsonb_array_elements(members) as given (member)
  ))
  order by id
  for update;

  return query
  with given as (
    select member ->> 'cartId' as cart_id,
           (member ->> 'attemptId')::uuid as for_attempt,
           place
    from jsonb_array_elements(members) with ordinality as list (member, place)
  ), found as materialized (
    select given.cart_id,
           given.for_attempt,
           -- Of attempts that come together for one cart the first has it.
           first_value(given.for_attempt)
             over (partition by given.cart_id order by given.place) as first_attempt,
           cart.id,
           cart.status,
           cart.attempt_id,
           cart.order_id,
           cart.currency,
           cart.shopper_id,
           cart.coupon_codes,
           cart.version,
           (
             select jsonb_agg(
                      jsonb_build_object(
                        'id', line.id,
                        'variantId', line.variant_id,
                        'quantity', line.quantity
                      )
                      order by line.id
                    )
             from cart_line as line
             where line.cart_id = given.cart_id
           ) as lines
    from given
    left join cart
      on cart.id = given.cart_id
  ), taken as (
    update cart c
    set status = 'checking-out',
        attempt_id = f.for_attempt,
        updated_at = clock_timestamp()
    from found f
    where c.id = f.id
      and f.status = 'open'
      and f.lines is not null
      and f.for_attempt = f.first_attempt
  )
  select f.cart_id,
         f.for_attempt,
         case
           when f.id is null or f.status = 'merged' then 'not-found'
           when f.status = 'open' and f.lines is null then 'cart-empty'
           when f.status = 'open' and f.for_attempt = f.first_attempt then 'done'
           when f.status = 'checking-out' and f.attempt_id = f.for_attempt then 'done'
           when f.status = 'open' then 'checking-out'
           else f.status
         end,
         case
           when f.status = 'open' and f.lines is not null then f.first_attempt
           else f.attempt_id
         end,
         f.order_id,
         f.currency,
         f.shopper_id,
         f.coupon_codes,
         f.version,
         f.lines
  from found f;
end
$$;
