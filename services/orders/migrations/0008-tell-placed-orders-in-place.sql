-- Lines and events of the orders that were placed just now. Nothing was told of a new order before,
-- so no event of its subject can wait for its position: it takes the next one at once, and its row
-- is written once and not twice. The lock on the log's row lasts until the commit, so that positions
-- become readable in their order.
create or replace function fill_orders(members jsonb, placed uuid[]) returns void
language plpgsql as $$
begin
  with member as (
    select distinct on (orders.id) orders.id, given.lines, given.event
    from jsonb_to_recordset(members) as given ("attemptId" uuid, lines jsonb, event jsonb)
    join orders
      on orders.attempt_id = given."attemptId"
    where orders.id = any (placed)
    order by orders.id
  ), counted as (
    select count(*) as events
    from member
    where event is not null
  ), log as (
    update event_log
    set head = head + events
    from counted
    where events > 0
    returning head - events as behind
  ), told as (
    insert into event (position, type, subject, data, traceparent)
    select behind + row_number() over (),
           event ->> 'type',
           id::text,
           event -> 'data' || jsonb_build_object('orderId', id),
           event ->> 'traceparent'
    from log
    cross join member
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
