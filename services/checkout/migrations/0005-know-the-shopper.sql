-- Who was signed in when the attempt was made: the address of an attempt may be any, and a cart that
-- is turned away is not read. Found only when a shopper is erased, so no index is kept for it.
alter table checkout_attempt add column shopper_id text;
