-- Nearly every attempt is completed: those that ended otherwise are listed without passing them. The
-- index says nothing of the state itself, so that an attempt still moves on without writing it.
create index checkout_attempt_failed on checkout_attempt (id)
where not holds_cart;
