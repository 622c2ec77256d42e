-- A shop has few currencies, so this index finds nearly every price: a plan that was made while the
-- table was empty could take it for a look-up of one variant.
drop index price_currency_idx;
