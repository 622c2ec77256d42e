-- When payments was asked to give back what is authorised of a closed order and will not be captured.
-- Null also for orders that were closed before this column was there.
alter table orders add column release_asked_at timestamptz;
