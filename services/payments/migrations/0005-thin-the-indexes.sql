-- Asked by order_payment now.
drop index payment_try_order;

-- One index less for each row of these two: what is found by its try, or is unique by its cause,
-- needs no index of its number. Nothing is built instead, so no table stays locked.
alter table try_change drop constraint try_change_pkey;

alter table ledger_entry drop constraint ledger_entry_pkey;
