-- Orders are placed by a plain statement, see src/store/insert-orders.ts, and draw their numbers
-- before it.
drop function place_orders;

drop function fill_orders;

drop function random_order_number;
