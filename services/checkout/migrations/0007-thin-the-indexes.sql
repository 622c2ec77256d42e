-- An attempt that holds its cart is found by the cart alone, so only the others are entered by key.
drop index checkout_attempt_by_key;

create index checkout_attempt_by_key
on checkout_attempt (cart_id, idempotency_key, id)
where not holds_cart;

-- Whoever looks for a key must never walk through this index, so its condition says more than that
-- the cart is free. Every attempt that ended without an order has its problem.
drop index checkout_attempt_failed;

create index checkout_attempt_failed on checkout_attempt (id)
where not holds_cart and problem is not null;

-- Orders see to it that an attempt has one order; here the index only cost each order two entries.
alter table checkout_attempt drop constraint checkout_attempt_order_id_key;
