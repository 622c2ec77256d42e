create table media (
  id uuid primary key default uuidv7(),
  -- The same bytes are stored once, which makes an upload safe to repeat.
  content_hash text not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- Widths of the stored sizes, ascending.
  widths integer[] not null check (cardinality(widths) > 0),
  alt text not null default '',
  created_at timestamptz(3) not null default clock_timestamp(),
  constraint media_content_unique unique (content_hash)
);

create table product (
  id uuid primary key default uuidv7(),
  slug text not null check (slug <> ''),
  title text not null check (title <> ''),
  description text not null default '',
  status text not null check (status in ('draft', 'published')),
  vendor text,
  type text,
  tags text[] not null default '{}',
  tax_category text not null check (tax_category <> ''),
  -- [{ name, values }] in the order of showing.
  options jsonb not null default '[]' check (jsonb_typeof(options) = 'array'),
  seo_title text,
  seo_description text,
  -- First publication; milliseconds, so that it survives a round trip through a page's cursor.
  published_at timestamptz(3),
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  constraint product_slug_unique unique (slug),
  check (status = 'draft' or published_at is not null)
);

create index product_status on product (status, id);

create table variant (
  id uuid primary key default uuidv7(),
  product_id uuid not null references product (id) on delete cascade,
  -- With the unique constraint this bounds a product to 2,000 variants.
  position integer not null check (position between 0 and 1999),
  sku text check (sku <> ''),
  -- { name: value }; jsonb keeps one spelling whatever the order of the names.
  options jsonb not null check (jsonb_typeof(options) = 'object'),
  -- A hash, because long option values do not fit into an index entry.
  combination text not null generated always as (md5(options::text)) stored,
  weight_grams integer not null default 0 check (weight_grams >= 0),
  tax_category text check (tax_category <> ''),
  media_id uuid references media (id) on delete set null,
  -- Deferrable means checked at the end of a statement, so that variants can swap values.
  constraint variant_combination_unique unique (product_id, combination) deferrable,
  constraint variant_position_unique unique (product_id, position) deferrable,
  constraint variant_sku_unique unique (sku) deferrable
);

create index variant_media on variant (media_id) where media_id is not null;

create table product_media (
  product_id uuid not null references product (id) on delete cascade,
  position integer not null check (position between 0 and 249),
  media_id uuid not null references media (id),
  alt text not null,
  primary key (product_id, position),
  constraint product_media_once unique (product_id, media_id)
);

create index product_media_of on product_media (media_id);

-- Former addresses. Without a product the address answers that its product is gone.
create table former_slug (
  slug text primary key,
  product_id uuid references product (id) on delete set null,
  retired_at timestamptz(3) not null default clock_timestamp()
);

create index former_slug_product on former_slug (product_id) where product_id is not null;
