\set a random(1, 1000)
\set b random(1001, 2000)
begin;
update lim.stock set available = available - 1, reserved = reserved + 1 where variant_id = :a and available >= 1;
update lim.stock set available = available - 2, reserved = reserved + 2 where variant_id = :b and available >= 2;
insert into lim.orders (email, currency, total, address, status) values ('ada@example.com', 'EUR', 4500, '{"city":"Berlin","street":"1 Test Street","zip":"10115","country":"DE"}', 'placed') returning id as oid \gset
insert into lim.order_line (order_id, variant_id, title, quantity, unit_price) values (:oid, :a, 'Classic Cotton Shirt', 1, 1500), (:oid, :b, 'Modern Linen Jacket', 2, 1500);
insert into lim.event (type, aggregate_id, payload) values ('order.placed', :oid, '{"total":4500}');
commit;
