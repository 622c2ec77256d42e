-- Found when the sizes of a picture are made; unknown for pictures from before.
alter table media
  -- Of its edge, shown until the picture has come; null when its edge is clear.
  add column ground text check (ground ~ '^#[0-9a-f]{6}$'),
  -- Of what it shows.
  add column colour text check (colour ~ '^#[0-9a-f]{6}$');

alter table product_list
  -- As image: a second view of the product.
  add column second_image jsonb,
  -- [{ option, value, colour }] of the option whose values have pictures of their own.
  add column swatches jsonb not null default '[]' check (jsonb_typeof(swatches) = 'array');
