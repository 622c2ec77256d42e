-- The second factor of better-auth: its names and columns are the library's. Key and backup codes
-- are encrypted with a key made from the deployment's secret.
alter table "user" add column "twoFactorEnabled" boolean not null default false;

create table "twoFactor" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" uuid not null unique references "user" ("id") on delete cascade,
  "verified" boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);

-- Codes of authenticator apps that were presented lately. better-auth takes the same code twice
-- within its window; a code that stands here is refused.
create table presented_code (
  user_id uuid not null references "user" (id) on delete cascade,
  code text not null check (code ~ '^[0-9]{6}$'),
  presented_at timestamptz not null default clock_timestamp(),
  primary key (user_id, code)
);
create index presented_code_by_age on presented_code (presented_at);

-- better-auth writes a session once a day; this is what the list of sessions shows.
alter table "session" add column "lastSeenAt" timestamptz not null default now();
