-- A user with a row here is staff; scopes such as catalog:write, or * for everything.
create table staff_member (
  user_id uuid primary key references "user" (id) on delete cascade,
  scopes text[] not null check (cardinality(scopes) between 1 and 50),
  created_at timestamptz not null default now()
);

create table staff_invitation (
  id uuid primary key default uuidv7(),
  token_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_by uuid references "user" (id) on delete set null,
  used_at timestamptz
);

-- The key itself is shown once and never stored.
create table api_key (
  id uuid primary key default uuidv7(),
  name text not null,
  key_hash bytea not null unique,
  scopes text[] not null check (cardinality(scopes) between 1 and 50),
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table shopper_address (
  id uuid primary key default uuidv7(),
  user_id uuid not null references "user" (id) on delete cascade,
  address jsonb not null,
  created_at timestamptz not null default now()
);
create index shopper_address_by_user on shopper_address (user_id, id);

-- What an account mail says. Holds links that are secrets, so rows live for two days only.
create table account_mail (
  id uuid primary key default uuidv7(),
  kind text not null,
  email text not null,
  name text not null,
  url text,
  created_at timestamptz not null default now()
);
create index account_mail_by_age on account_mail (created_at);

create table audit_entry (
  id uuid primary key,
  service text not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  subject text not null,
  changes jsonb not null,
  occurred_at timestamptz not null
);
create index audit_entry_by_time on audit_entry (occurred_at desc, id desc);
create index audit_entry_by_subject on audit_entry (subject, occurred_at desc, id desc);
create index audit_entry_by_actor on audit_entry (actor_id, occurred_at desc, id desc);
