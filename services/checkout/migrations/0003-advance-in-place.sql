-- An attempt is written four times on its way to an order. Where no indexed column changes, and none
-- that an index's condition reads, PostgreSQL writes the row anew on its own page and no index at all.
alter table checkout_attempt
add column holds_cart boolean not null
generated always as (state not in ('refused', 'undone')) stored;

alter table checkout_attempt set (fillfactor = 50);

drop index checkout_attempt_one_per_cart;

-- One open attempt a cart, and none beside the one that ordered it.
create unique index checkout_attempt_one_per_cart
on checkout_attempt (cart_id)
where holds_cart;

drop index checkout_attempt_due;

create index checkout_attempt_due
on checkout_attempt (next_run_at)
where closed_at is null;
