drop function lock_cart_for_checkout;

-- Freezes carts, each for its attempt, and answers what each holds; `members` is a list of
-- { cartId, attemptId }. `done` when the attempt holds its cart now, whether it did before or not.
create function lock_carts_for_checkout(members jsonb)
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
  -- A statement of its own: the next ones then see what was committed before the locks were given.
  perform 1
  from cart
  where id in (
    select member ->> 'cartId'
    from jsonb_array_elements(members) as given (member)
  )
  order by id
  for update;

  update cart
  set status = 'checking-out',
      attempt_id = (member ->> 'attemptId')::uuid,
      updated_at = clock_timestamp()
  from jsonb_array_elements(members) as given (member)
  where id = member ->> 'cartId'
    and status = 'open'
    and exists (select from cart_line where cart_line.cart_id = cart.id);

  return query
  select given."cartId",
         given."attemptId",
         case
           when cart.id is null or cart.status = 'merged' then 'not-found'
           when cart.status = 'checking-out' and cart.attempt_id = given."attemptId" then 'done'
           when cart.status = 'open' then 'cart-empty'
           else cart.status
         end,
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
           where line.cart_id = cart.id
         )
  from jsonb_to_recordset(members) as given ("cartId" text, "attemptId" uuid)
  left join cart
    on cart.id = given."cartId";
end
$$;
