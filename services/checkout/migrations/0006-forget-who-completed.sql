-- Whose attempt it was goes with the rest of its personal data.
update checkout_attempt
set shopper_id = null
where email is null
  and shopper_id is not null;
