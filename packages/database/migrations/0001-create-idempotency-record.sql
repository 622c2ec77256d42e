-- Answers to calls that carried an Idempotency-Key. The answer is json, not jsonb: a repeat gets
-- the members in the order of the first answer.
create table idempotency_record (
  scope text not null,
  key text not null,
  body_hash text not null,
  status integer,
  body json,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default clock_timestamp() + interval '24 hours',
  primary key (scope, key)
);

create index idempotency_record_expires_at on idempotency_record (expires_at);
