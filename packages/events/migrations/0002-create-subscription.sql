-- How far this service has applied the log of a publisher. The position moves in the transaction
-- of the effects.
create table subscription (
  publisher text primary key,
  incarnation uuid,
  position bigint not null default 0 check (position >= 0),
  -- Events up to here are no longer remembered in applied_event.
  forgotten_to bigint not null default 0 check (forgotten_to >= 0),
  -- Set while it stands still until an operator resumes it.
  stopped_reason text,
  stopped_at timestamptz
);

-- Events whose effects are in this database. After a restore of either side the log is read again,
-- and what stands here is not applied a second time.
create table applied_event (
  publisher text not null,
  event_id uuid not null,
  position bigint not null,
  type text not null,
  applied_at timestamptz not null default clock_timestamp(),
  -- When the publisher's log was last seen to have it; a resume looks again.
  found_at timestamptz not null default clock_timestamp(),
  primary key (publisher, event_id)
);

create index applied_event_position on applied_event (publisher, position);
create index applied_event_applied_at on applied_event (applied_at);

-- Events that failed, and later events of their subjects, which wait behind them.
create table parked_event (
  publisher text not null,
  event_id uuid not null,
  position bigint not null,
  type text not null,
  subject text not null,
  data jsonb not null,
  occurred_at timestamptz not null,
  traceparent text,
  tries integer not null default 0 check (tries >= 0),
  last_error text,
  -- Null: a dead letter, or behind one; it waits for an operator.
  next_try_at timestamptz,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (publisher, event_id)
);

create index parked_event_subject on parked_event (publisher, subject, position);
create index parked_event_next_try_at on parked_event (publisher, next_try_at)
where
  next_try_at is not null;
