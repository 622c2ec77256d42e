-- What a way of shipping is called in other languages than that of its name: { "de": "..." }.
alter table shipping_rate
  add column names jsonb not null default '{}' check (jsonb_typeof(names) = 'object');
