-- Its recipient was forgotten: a delivery that is still under way writes none down afterwards.
alter table mail add column is_forgotten boolean not null default false;
