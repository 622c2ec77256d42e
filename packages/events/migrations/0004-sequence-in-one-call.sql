-- Gives the next positions to committed events that have none, and tells to how many. Whoever
-- places an order waits for the row of event_log, so it is held for this one call and not for the
-- ways between a process and its database. Each statement in here sees all that committed before
-- it began: the last ones follow both locks, of other sequencers and of those who move the head
-- with events that bring their positions along.
create function sequence_events(batch_max integer) returns bigint
language plpgsql
as $$
declare
  behind bigint;
  sequenced bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('cartwright-sequencer:' || current_schema(), 0));

  select head
  into behind
  from event_log
  for update;

  with next as (
    select id, row_number() over (order by seq) as place
    from (
      select id, seq
      from event
      where position is null
      order by seq
      limit batch_max
    ) as waiting
  )
  update event
  set position = behind + next.place
  from next
  where event.id = next.id;
  get diagnostics sequenced = row_count;

  update event_log
  set head = behind + sequenced
  where sequenced > 0;

  return sequenced;
end
$$;
