-- Where a session was begun is not kept any more; the column belongs to the library.
update "session"
set "ipAddress" = null
where "ipAddress" is not null;
