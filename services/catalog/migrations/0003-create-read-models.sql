-- Copies of what pricing and inventory told. Without a foreign key: an event may come before or
-- after the life of its variant.
create table variant_price (
  variant_id uuid not null,
  currency text not null,
  amount bigint not null check (amount >= 0),
  compare_at_amount bigint check (compare_at_amount >= 0),
  primary key (variant_id, currency)
);

create table variant_stock (
  variant_id uuid primary key,
  level text not null check (level in ('in-stock', 'few-left', 'sold-out', 'backorder'))
);

-- One row for each published product: what a list shows and filters by.
create table product_list (
  product_id uuid primary key references product (id) on delete cascade,
  slug text not null,
  title text not null,
  title_key text not null,
  vendor text,
  -- { id, alt, width, height, widths } of the first picture.
  image jsonb,
  published_at timestamptz(3) not null,
  option_terms text[] not null,
  collection_ids uuid[] not null,
  -- Chosen by chance once: counts of large results are taken from the rows below some number.
  sample smallint not null default floor(random() * 256)::smallint
);

create index product_list_newest on product_list (published_at, product_id);
create index product_list_title on product_list (title_key, product_id);
create index product_list_options on product_list using gin (option_terms);
create index product_list_collections on product_list using gin (collection_ids);

-- Apart from product_list, so that a new price or stock level rewrites no other index.
create table product_price (
  product_id uuid not null references product (id) on delete cascade,
  currency text not null,
  price_from bigint not null,
  price_max bigint not null,
  compare_at_from bigint,
  available boolean not null,
  primary key (product_id, currency)
);

create index product_price_order on product_price (currency, price_from, product_id);

-- English stems without stop words: "On" and "The" are names of brands.
create text search dictionary catalog_stem (
  template = pg_catalog.snowball,
  language = english
);
create text search configuration catalog_words (copy = pg_catalog.simple);
alter text search configuration catalog_words
  alter mapping for asciiword, word, numword
  with catalog_stem;

create table product_search (
  product_id uuid primary key references product (id) on delete cascade,
  document tsvector not null
);

create index product_search_document on product_search using gin (document);

-- Words of titles, tags, vendors, types and options: what a mistyped word is compared with. Words
-- are never taken back; one that no product has any more finds nothing and does no harm.
create table search_word (
  word text primary key
);

create index search_word_prefix on search_word (word text_pattern_ops);
create index search_word_nearest on search_word using gist (word gist_trgm_ops(siglen = 64));

-- The first spelling seen of an option term, for facets.
create table option_label (
  term text primary key,
  name text not null,
  value text not null
);
