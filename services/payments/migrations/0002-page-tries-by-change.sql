-- A comparison of the books reads the tries that changed lately, a page at a time.
create index payment_try_changed on payment_try (updated_at, try_id);

drop index payment_try_updated;
