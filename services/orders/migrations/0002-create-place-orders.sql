-- Places many orders in one statement: `members` is a list of { attemptId, ...order }. An attempt
-- that has its order already gets that one back with is_new false, also when two transactions place
-- the same attempt at the same moment: the insert waits for the first.
create function place_orders(members jsonb)
returns table (attempt_id uuid, order_id uuid, number text, created_at timestamptz, is_new boolean)
language plpgsql
volatile
as $$
#variable_conflict use_column
declare
  placed uuid[] := '{}';
  placed_now uuid[];
begin
  -- A number that is taken already makes its row a conflict: the next round draws another. Five
  -- collisions in a row among 10^12 numbers mean that something else is wrong.
  for round in 1..5 loop
    with member as (
      select distinct on (entry->>'attemptId') entry
      from jsonb_array_elements(members) with ordinality as given (entry, place)
      order by entry->>'attemptId', place
    ),
    inserted as (
      insert into orders (
        attempt_id, number, payment_status, shopper_id, email, locale, currency, payment_try_id,
        coupon_codes, shipping, shipping_address, billing_address, subtotal_minor,
        discount_total_minor, shipping_total_minor, tax_total_minor, total_minor,
        prices_include_tax, taxes
      )
      select (entry->>'attemptId')::uuid,
             random_order_number(),
             -- Nothing to pay is paid.
             case when entry->'totals'->'total'->>'amount' = '0' then 'captured'
                  else 'authorised' end,
             (entry->>'shopperId')::uuid,
             entry->>'email',
             entry->>'locale',
             entry->>'currency',
             (entry->>'paymentTryId')::uuid,
             array(select jsonb_array_elements_text(entry->'couponCodes')),
             nullif(entry->'shipping', 'null'),
             entry->'shippingAddress',
             nullif(entry->'billingAddress', 'null'),
             (entry->'totals'->'subtotal'->>'amount')::bigint,
             (entry->'totals'->'discountTotal'->>'amount')::bigint,
             (entry->'totals'->'shippingTotal'->>'amount')::bigint,
             (entry->'totals'->'taxTotal'->>'amount')::bigint,
             (entry->'totals'->'total'->>'amount')::bigint,
             (entry->'totals'->>'pricesIncludeTax')::boolean,
             entry->'totals'->'taxes'
      from member
      where not exists (
        select
        from orders
        where orders.attempt_id = (entry->>'attemptId')::uuid
      )
      -- One fixed order, so that two batches cannot wait for each other.
      order by entry->>'attemptId'
      on conflict do nothing
      returning id
    )
    select coalesce(array_agg(id), '{}')
    into placed_now
    from inserted;

    placed := placed || placed_now;

    exit when not exists (
      select
      from jsonb_array_elements(members) as given (entry)
      where not exists (
        select
        from orders
        where orders.attempt_id = (entry->>'attemptId')::uuid
      )
    );
    if round = 5 then
      raise exception 'An order could not be placed: no free number, or its payment has an order';
    end if;
  end loop;

  insert into order_line (
    order_id, line_id, position, variant_id, product_id, slug, sku, title, options, image_url,
    quantity, unit_price_minor, discount_total_minor, tax_rate_basis_points, tax_minor,
    total_minor, discounts
  )
  select orders.id,
         (line->>'lineId')::uuid,
         line_place,
         (line->>'variantId')::uuid,
         (line->>'productId')::uuid,
         line->>'slug',
         line->>'sku',
         line->>'title',
         line->'options',
         line->>'imageUrl',
         (line->>'quantity')::integer,
         (line->'unitPrice'->>'amount')::bigint,
         (line->'discountTotal'->>'amount')::bigint,
         (line->>'taxRateBasisPoints')::integer,
         (line->'tax'->>'amount')::bigint,
         (line->'total'->>'amount')::bigint,
         line->'discounts'
  from (
    select distinct on (entry->>'attemptId') entry
    from jsonb_array_elements(members) with ordinality as given (entry, place)
    order by entry->>'attemptId', place
  ) as member
  join orders on orders.attempt_id = (entry->>'attemptId')::uuid,
  jsonb_array_elements(entry->'lines') with ordinality as lines (line, line_place)
  where orders.id = any (placed);

  return query
  select orders.attempt_id,
         orders.id,
         orders.number,
         orders.created_at,
         orders.id = any (placed)
  from orders
  where orders.attempt_id in (
    select (entry->>'attemptId')::uuid
    from jsonb_array_elements(members) as given (entry)
  );
end;
$$;
