drop function place_orders;

-- Places many orders in one statement, and tells of each in the same transaction: `members` is a
-- list of { attemptId, ...order, event }, where `event` is the row of its event but for the order's
-- id. An attempt that has its order already gets that one back with is_new false, also when two
-- transactions place the same attempt at the same moment: the insert waits for the first.
create function place_orders(members jsonb)
returns table (attempt_id uuid, order_id uuid, number text, created_at timestamptz, is_new boolean)
language plpgsql
volatile
as $$
#variable_conflict use_column
declare
  asked uuid[];
  placed uuid[] := '{}';
  placed_now uuid[];
begin
  select array_agg(distinct (entry ->> 'attemptId')::uuid)
  into asked
  from jsonb_array_elements(members) as given (entry);

  -- A number that is taken already makes its row a conflict: the next round draws another. Five
  -- collisions in a row among 10^12 numbers mean that something else is wrong.
  for round in 1..5 loop
    with inserted as (
      insert into orders (
        attempt_id, number, payment_status, shopper_id, email, locale, currency, payment_try_id,
        coupon_codes, shipping, shipping_address, billing_address, subtotal_minor,
        discount_total_minor, shipping_total_minor, tax_total_minor, total_minor,
        prices_include_tax, taxes
      )
      select distinct on ("attemptId")
             "attemptId",
             random_order_number(),
             -- Nothing to pay is paid.
             case when totals -> 'total' ->> 'amount' = '0' then 'captured' else 'authorised' end,
             "shopperId",
             email,
             locale,
             currency,
             "paymentTryId",
             "couponCodes",
             shipping,
             "shippingAddress",
             "billingAddress",
             (totals -> 'subtotal' ->> 'amount')::bigint,
             (totals -> 'discountTotal' ->> 'amount')::bigint,
             (totals -> 'shippingTotal' ->> 'amount')::bigint,
             (totals -> 'taxTotal' ->> 'amount')::bigint,
             (totals -> 'total' ->> 'amount')::bigint,
             (totals ->> 'pricesIncludeTax')::boolean,
             totals -> 'taxes'
      from jsonb_to_recordset(members) as member (
        "attemptId" uuid, "shopperId" uuid, email text, locale text, currency text,
        "paymentTryId" uuid, "couponCodes" text[], shipping jsonb, "shippingAddress" jsonb,
        "billingAddress" jsonb, totals jsonb
      )
      where not exists (
        select
        from orders
        where orders.attempt_id = "attemptId"
      )
      -- One fixed order, so that two batches cannot wait for each other.
      order by "attemptId"
      on conflict do nothing
      returning id
    )
    select coalesce(array_agg(id), '{}')
    into placed_now
    from inserted;
    placed := placed || placed_now;

    exit when cardinality(placed) = cardinality(asked) or not exists (
      select
      from unnest(asked) as want (id)
      where not exists (
        select
        from orders
        where orders.attempt_id = want.id
      )
    );
    if round = 5 then
      raise exception 'An order could not be placed: no free number, or its payment has an order';
    end if;
  end loop;

  if cardinality(placed) > 0 then
    perform fill_orders(members, placed);
  end if;

  return query
  select orders.attempt_id,
         orders.id,
         orders.number,
         orders.created_at,
         orders.id = any (placed)
  from orders
  where orders.attempt_id = any (asked);
end;
$$;

-- Lines and events of the orders that were placed just now.
create function fill_orders(members jsonb, placed uuid[]) returns void
language plpgsql as $$
begin
  with member as (
    select distinct on (orders.id) orders.id, given.lines, given.event
    from jsonb_to_recordset(members) as given ("attemptId" uuid, lines jsonb, event jsonb)
    join orders
      on orders.attempt_id = given."attemptId"
    where orders.id = any (placed)
    order by orders.id
  ), told as (
    insert into event (type, subject, data, traceparent)
    select event ->> 'type',
           id::text,
           event -> 'data' || jsonb_build_object('orderId', id),
           event ->> 'traceparent'
    from member
    where event is not null
  )
  insert into order_line (
    order_id, line_id, position, variant_id, product_id, slug, sku, title, options, image_url,
    quantity, unit_price_minor, discount_total_minor, tax_rate_basis_points, tax_minor,
    total_minor, discounts
  )
  select member.id,
         line.line_id,
         line.place,
         line.variant_id,
         line.product_id,
         line.slug,
         line.sku,
         line.title,
         line.options,
         line.image_url,
         line.quantity,
         (line.unit_price ->> 'amount')::bigint,
         (line.discount_total ->> 'amount')::bigint,
         line.tax_rate_basis_points,
         (line.tax ->> 'amount')::bigint,
         (line.total ->> 'amount')::bigint,
         line.discounts
  from member,
  rows from (
    jsonb_to_recordset(member.lines) as (
      "lineId" uuid, "variantId" uuid, "productId" uuid, slug text, sku text, title text,
      options jsonb, "imageUrl" text, quantity integer, "unitPrice" jsonb, "discountTotal" jsonb,
      "taxRateBasisPoints" integer, tax jsonb, total jsonb, discounts jsonb
    )
  ) with ordinality as line (
    line_id, variant_id, product_id, slug, sku, title, options, image_url, quantity, unit_price,
    discount_total, tax_rate_basis_points, tax, total, discounts, place
  );
end;
$$;
