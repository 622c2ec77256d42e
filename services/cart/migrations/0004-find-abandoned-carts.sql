-- Carts that nothing but their age keeps, and those that a shopper may still have as the own one:
-- the sweep of old carts reads the first in a row, and pages through the second.
create index cart_left on cart (updated_at)
where status in ('ordered', 'merged') or (status = 'open' and shopper_id is null);

create index cart_of_shopper_left on cart (updated_at, id)
where status = 'open' and shopper_id is not null;

drop index cart_updated;
