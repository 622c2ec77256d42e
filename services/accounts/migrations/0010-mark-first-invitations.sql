-- What a start prints while nobody is staff. One of them counts at a time, and none of them once
-- somebody has joined; links that somebody asked for are not touched by that.
alter table staff_invitation add column is_for_first boolean not null default false;
