-- What is to be removed leaves this index with its removal, so that the sweep finds the rest at once
-- however many orders there have been.
create index checkout_attempt_personal on checkout_attempt (closed_at)
where closed_at is not null and email is not null;

drop index checkout_attempt_closed;
