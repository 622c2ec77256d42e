-- How many working days a way of shipping takes; unknown where staff has not said it.
alter table shipping_rate
  add column days_min smallint,
  add column days_max smallint,
  add constraint shipping_rate_days check (
    (days_min is null) = (days_max is null)
    and coalesce(days_min, 0) between 0 and coalesce(days_max, 0)
    and coalesce(days_max, 0) <= 365
  );
