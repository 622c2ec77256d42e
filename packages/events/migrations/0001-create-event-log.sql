-- One row: what this log is. A restore renews the incarnation, since positions that were given
-- after the moment of the backup may then be given again, to other events.
create table event_log (
  is_only boolean primary key default true check (is_only),
  incarnation uuid not null default uuidv7(),
  head bigint not null default 0 check (head >= 0),
  trimmed_to bigint not null default 0 check (trimmed_to >= 0)
);

insert into event_log default values;

-- Rows commit without a position; the sequencer gives gapless positions to committed rows, so a
-- late commit is never behind a reader. `seq` is the order within one sequencing: two events of
-- one subject come from transactions that wait for each other.
create table event (
  id uuid primary key default uuidv7(),
  seq bigint generated always as identity,
  position bigint unique check (position > 0),
  type text not null,
  subject text not null,
  data jsonb not null,
  occurred_at timestamptz not null default clock_timestamp(),
  traceparent text
);

create index event_without_position on event (seq) where position is null;

-- How far each subscriber has read, as it told with its reads: the log is not trimmed past them.
create table event_reader (
  subscriber text primary key,
  position bigint not null check (position >= 0),
  read_at timestamptz not null default clock_timestamp()
);
