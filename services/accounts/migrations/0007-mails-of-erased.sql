-- Mails that were asked for and may still be on their way: their rows tell no recipient yet.
alter table erasure add column mail_ids uuid[] not null default '{}';
