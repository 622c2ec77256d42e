-- The address whose value is the latest is the default; without any it is the oldest address.
alter table shopper_address add column default_since timestamptz;
