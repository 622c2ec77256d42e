-- Statements keep their plans. One that was made when its table was known to be small reads all of it
-- until somebody counts again, and a shop that begins to sell is far beyond that size by then. So
-- nobody counts a small table: of one that was never counted PostgreSQL assumes enough rows to look
-- them up. Counting later and more rarely also leaves more of the processor to the orders.
alter table payment_try set (
  autovacuum_analyze_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.5,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0.5
);

alter table order_payment set (
  autovacuum_analyze_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.5,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0.5
);

alter table ledger_entry set (
  autovacuum_analyze_threshold = 5000,
  autovacuum_analyze_scale_factor = 0.5,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0.5
);

-- What was counted before is forgotten where it was little.
select pg_clear_relation_stats(current_schema(), relname)
from pg_class
where relnamespace = current_schema()::regnamespace
  and relname in ('payment_try', 'order_payment', 'ledger_entry')
  and reltuples between 0 and 5000;
