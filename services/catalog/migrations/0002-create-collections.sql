create table collection (
  id uuid primary key default uuidv7(),
  slug text not null check (slug <> ''),
  title text not null check (title <> ''),
  description text not null default '',
  parent_id uuid references collection (id),
  position integer not null,
  media_id uuid references media (id) on delete set null,
  seo_title text,
  seo_description text,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  constraint collection_slug_unique unique (slug),
  check (parent_id <> id)
);

create index collection_parent on collection (parent_id, position);

create table collection_product (
  collection_id uuid not null references collection (id) on delete cascade,
  product_id uuid not null references product (id) on delete cascade,
  -- Equal positions are allowed: the product's id decides.
  position integer not null,
  primary key (collection_id, product_id)
);

create index collection_product_order on collection_product (collection_id, position, product_id);
create index collection_product_of on collection_product (product_id);
