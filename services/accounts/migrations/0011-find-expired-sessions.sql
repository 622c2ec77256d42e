-- Expired sessions are removed by a sweep, which finds them by this.
create index "session_expiresAt_idx" on "session" ("expiresAt");
