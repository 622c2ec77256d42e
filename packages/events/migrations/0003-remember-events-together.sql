-- Events of one type that were applied in one transaction, in one row: what applied_event says of
-- each, without its three index entries. Nobody asks it for a single event. Within one incarnation
-- a position is given once and a subscription only moves on, so no event comes twice; whatever
-- breaks that (subscription_resumed below) first spreads this memory into applied_event, which is
-- then asked for every event.
create table applied_batch (
  publisher text not null,
  type text not null,
  event_ids uuid[] not null,
  positions bigint[] not null,
  applied_at timestamptz not null default clock_timestamp(),
  constraint applied_batch_pairs check (cardinality(event_ids) = cardinality(positions))
) with (toast_tuple_target = 8160);

-- Ids do not compress.
alter table applied_batch
  alter column event_ids set storage external,
  alter column positions set storage external;

-- Rows are only added, in this order, and forgotten in it.
create index applied_batch_applied_at on applied_batch using brin (applied_at);

-- Since when applied_event is asked for every event: an event that was applied before may come
-- again, at another position, until all that was applied before is forgotten. Null: none can.
alter table subscription add column resumed_at timestamptz;

-- Moves what stands in some pages of the memory, from the first up to before the last. By pages,
-- so that a long memory can be spread bit by bit and no step passes what another left behind.
create function spread_applied(of_publisher text, from_page bigint, to_page bigint) returns void
language sql
set search_path from current
as $$
  with gone as (
    delete from applied_batch
    where ctid >= format('(%s,0)', from_page)::tid
    and ctid < format('(%s,0)', to_page)::tid
    and publisher = of_publisher
    returning publisher, type, event_ids, positions, applied_at
  )
  insert into applied_event (publisher, event_id, position, type, applied_at, found_at)
  select publisher, event_id, position, type, applied_at, applied_at
  from gone
  cross join lateral unnest(event_ids, positions) as applied (event_id, position)
  on conflict (publisher, event_id) do nothing
$$;

create function pages_of_applied() returns bigint
language sql
set search_path from current
as $$
  select pg_relation_size('applied_batch') / current_setting('block_size')::bigint
$$;

-- Also for somebody whose search path is another. It spreads all that is left at once, which a
-- resume has brought to nearly nothing before; whoever moves a long memory's subscription by hand
-- calls spread_applied for some pages at a time first.
create function note_resume() returns trigger
language plpgsql
set search_path from current
as $$
begin
  perform spread_applied(new.publisher, 0, pages_of_applied());
  new.resumed_at := clock_timestamp();
  return new;
end
$$;

-- Whoever moves it: the statement of a resume, of an earlier version, or of a person.
create trigger subscription_resumed
before update of incarnation, position on subscription
for each row
when (
  new.position < old.position
  or (old.incarnation is not null and new.incarnation is distinct from old.incarnation)
)
execute function note_resume();
