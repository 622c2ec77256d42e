-- What a refund gives back for a line's units. What a next refund costs depends on it: one that fails
-- takes its share out again, wherever between the others that was. Null in rows of earlier versions.
alter table refund_line add column amount_minor bigint check (amount_minor >= 0);
