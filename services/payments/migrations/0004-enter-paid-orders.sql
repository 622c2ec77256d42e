-- What was paid before the trigger on payment_try; it locks no row that others change.
insert into order_payment (order_id, try_id)
select distinct on (order_id) order_id, try_id
from payment_try
where order_id is not null
order by order_id, try_id
on conflict (order_id) do nothing;
