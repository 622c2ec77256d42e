-- Former addresses of collections, which lead to the present one.
create table former_collection_slug (
  slug text primary key,
  collection_id uuid not null references collection (id) on delete cascade,
  retired_at timestamptz(3) not null default clock_timestamp()
);

create index former_collection_slug_collection on former_collection_slug (collection_id);
