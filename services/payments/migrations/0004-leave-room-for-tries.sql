-- A try is written as an intent, then approved and then told its order, and the second and third
-- time a little longer: at 60 every fourth change found its page full and wrote all index entries.
alter table payment_try set (fillfactor = 40);
