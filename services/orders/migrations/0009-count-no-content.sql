-- Counting a table reads and sorts a sample of each column. Nothing is looked for by these, and what
-- they hold is long: unpacking and comparing it was most of what counting cost a shop that sells.
alter table orders
  alter column coupon_codes set statistics 0,
  alter column shipping set statistics 0,
  alter column shipping_address set statistics 0,
  alter column billing_address set statistics 0,
  alter column taxes set statistics 0;

alter table order_line
  alter column slug set statistics 0,
  alter column sku set statistics 0,
  alter column title set statistics 0,
  alter column options set statistics 0,
  alter column image_url set statistics 0,
  alter column discounts set statistics 0;
