-- The language in which the mail was asked for; unknown for programs that name none.
alter table account_mail add column locale text;
