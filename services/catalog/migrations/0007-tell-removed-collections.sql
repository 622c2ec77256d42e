-- A former slug without a collection: its address answers that the collection is gone.
alter table former_collection_slug
  alter column collection_id drop not null,
  drop constraint former_collection_slug_collection_id_fkey,
  add constraint former_collection_slug_collection_id_fkey
    foreign key (collection_id)
    references collection (id)
    on delete set null;
