-- Search and facets read one narrow row a product instead of three tables. The columns are copies
-- of those in product_list and product_price; triggers keep them, so they are exact whoever writes.
alter table product_search
  -- Null for a product that is not listed: no public search finds it.
  add column published_at timestamptz(3),
  add column option_terms text[] not null default '{}',
  add column collection_ids uuid[] not null default '{}',
  -- { currency: { from, available } }
  add column prices jsonb not null default '{}';

-- 1 to n, where one product in 2^n reaches n: `samples @> '{3}'` is an eighth of all products. It
-- depends on the id alone, so that the same rows are met each time.
create function samples_of(product_id uuid) returns smallint[]
language sql immutable
return (
  select coalesce(array_agg(level::smallint order by level), '{}')
  from generate_series(1, 16) as level
  where uuid_hash(product_id) & ((1 << level) - 1) = 0
);

alter table product_search
  add column samples smallint[] not null generated always as (samples_of(product_id)) stored;

update product_search
set published_at = listed.published_at,
    option_terms = coalesce(listed.option_terms, '{}'),
    collection_ids = coalesce(listed.collection_ids, '{}'),
    prices = coalesce(priced.prices, '{}')
from product
left join product_list as listed on listed.product_id = product.id
left join (
  select product_id,
         jsonb_object_agg(
           currency, jsonb_build_object('from', price_from, 'available', available)
         ) as prices
  from product_price
  group by product_id
) as priced on priced.product_id = product.id
where product.id = product_search.product_id
  and (listed.product_id is not null or priced.product_id is not null);

create function copy_listed() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update product_search
    set published_at = null
    where product_id = old.product_id;
  else
    update product_search
    set published_at = new.published_at,
        option_terms = new.option_terms,
        collection_ids = new.collection_ids
    where product_id = new.product_id
      and (published_at, option_terms, collection_ids)
          is distinct from (new.published_at, new.option_terms, new.collection_ids);
  end if;
  return null;
end
$$;

create trigger product_list_copied
after insert or update or delete on product_list
for each row execute function copy_listed();

create function copy_price() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update product_search
    set prices = prices - old.currency
    where product_id = old.product_id;
  else
    update product_search
    set prices = prices || jsonb_build_object(
          new.currency,
          jsonb_build_object('from', new.price_from, 'available', new.available)
        )
    where product_id = new.product_id;
  end if;
  return null;
end
$$;

create trigger product_price_copied
after insert or update or delete on product_price
for each row execute function copy_price();

-- One index for words, options and samples together, so that it alone finds the rows that meet all.
-- Entries are written at once: a list of pending ones would be read through by every search.
drop index product_search_document;
create index product_search_found on product_search
using gin (document, option_terms, samples)
with (fastupdate = off);

create index product_search_collections on product_search using gin (collection_ids)
with (fastupdate = off);

-- A new price stays on its page, and so leaves the indexes alone.
alter table product_search set (fillfactor = 85);
