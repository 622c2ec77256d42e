import type { ServiceRows } from './fill-step.ts';
import type { ShopSize } from './shop-size.ts';

/** Distinct words that titles and descriptions are made of; the rarest is in few products. */
const WORDS = 30_000;
const TITLE_WORDS = 5;
const DESCRIPTION_WORDS = 12;
/** A tree of ten collections with ten below each; a product is a member of one of the lower. */
const COLLECTIONS = 100;

/** The commonest words, as shops have them; rarer ones are made of syllables. */
const commonWords = [
  ...['cotton', 'classic', 'shirt', 'wool', 'leather', 'summer', 'jacket', 'slim', 'organic'],
  ...['soft', 'winter', 'vintage', 'trousers', 'knit', 'linen', 'travel', 'running', 'dress'],
  ...['light', 'canvas', 'sweater', 'belt', 'outdoor', 'modern', 'hooded', 'merino', 'boots'],
  ...['striped', 'denim', 'socks', 'relaxed', 'scarf', 'waterproof', 'everyday', 'gloves'],
  ...['coat', 'silk', 'printed', 'sneaker', 'backpack', 'trail', 'pocket', 'collar', 'fleece'],
  ...['parka', 'cap', 'sandal', 'velvet', 'quilted', 'skirt', 'blouse', 'wallet', 'heavy'],
];

/** Sixty-four syllables; two or three of them make a word that no other rank has. */
const syllables =
  'balbenbirbolcanceldardendorfalfelfergalgengorhalhelhorjanjenkalkelkorlanlenlorlunmalmelmor' +
  'nalnelnorpalpelporquaralrelronsalselsontaltelturvalvelvorwalwelwinyalyelyorzalzelzonbrecratri';

const wordFunctions = `
-- The word of a rank: the first ranks are common words, the others are made of syllables.
create function pg_temp.word(rank bigint) returns text
language sql immutable
return case
  when rank <= ${commonWords.length}
    then (array[${commonWords.map((word) => `'${word}'`).join(', ')}])[rank]
  else (
    select substr('${syllables}', 1 + 3 * (mixed % 64)::integer, 3)
             || substr('${syllables}', 1 + 3 * ((mixed / 64) % 64)::integer, 3)
             || case when mixed < 4096 then ''
                     else substr('${syllables}', 1 + 3 * (mixed / 4096)::integer, 3) end
    from (select (rank * 7919) % 262144 as mixed offset 0) as one
  )
end;

-- Looked up: making a word takes longer than finding it.
create temp table vocabulary as
select rank, pg_temp.word(rank) as word
from generate_series(1::bigint, ${WORDS}) as rank;
create unique index on vocabulary (rank) include (word);
analyze vocabulary;

-- Zipf: the chance of a rank is in inverse proportion to it.
create function pg_temp.rank_at(k bigint, place integer) returns bigint
language sql immutable
return floor(
  exp(ln(${WORDS}) * pg_temp.draw(k * 32 + place, 41, 1000000) / 1000000.0::float8)
)::bigint;

-- Titles, descriptions and vendors of products.
create function pg_temp.spoken(first bigint, last bigint)
returns table (k bigint, title text, description text, vendor text)
language sql stable
as $$
  select k,
         initcap(string_agg(word, ' ' order by place) filter (where place <= ${TITLE_WORDS})),
         string_agg(word, ' ' order by place) filter (
           where place between ${TITLE_WORDS + 1} and ${TITLE_WORDS + DESCRIPTION_WORDS}
         ),
         initcap(min(word) filter (where place = 0))
  from generate_series(first, last) as k
  cross join generate_series(0, ${TITLE_WORDS + DESCRIPTION_WORDS}) as place
  join vocabulary
    on rank = case place when 0 then 20000 + pg_temp.draw(k, 31, 400)
                         else pg_temp.rank_at(k, place) end
  group by k
$$;

create function pg_temp.type(k bigint) returns text
language sql immutable
return (array['Shirts', 'Shoes', 'Bags', 'Jackets', 'Dresses', 'Trousers', 'Hats', 'Belts'])[
  1 + pg_temp.draw(k, 32, 8)
];

create function pg_temp.collection_id(number bigint) returns uuid
language sql immutable
return pg_temp.id('003', pg_temp.product_ms(0), number);

create function pg_temp.collection_of(k bigint) returns uuid
language sql immutable
return pg_temp.collection_id(11 + k % ${COLLECTIONS});

create function pg_temp.term(name text, value text) returns text
language sql immutable
return lower(name) || chr(31) || lower(value);

create function pg_temp.terms(k bigint) returns text[]
language sql immutable
return array[
  pg_temp.term('Colour', pg_temp.colour(k)),
  pg_temp.term('Size', pg_temp.size(k, 1)),
  pg_temp.term('Size', pg_temp.size(k, 2))
];

create function pg_temp.is_available(k bigint) returns boolean
language sql immutable
return pg_temp.variant_available(k, 1) > 0 or pg_temp.variant_available(k, 2) > 0;
`;

/** Products and everything that lists and search read of them. */
export const catalogRows = (size: ShopSize, pictures: number): ServiceRows => ({
  service: 'catalog',
  prepare: `
    ${wordFunctions}
    create temp table picture as
    select row_number() over (order by id) - 1 as number,
           id,
           jsonb_build_object(
             'id', id, 'alt', alt, 'width', width, 'height', height, 'widths', widths
           ) as stored
    from media;
    analyze picture`,
  steps: [
    ...productSteps(size, pictures),
    ...variantSteps(size),
    ...collectionSteps(size),
    ...readModelSteps(size, pictures),
  ],
  finish: `
    insert into search_word (word)
    select distinct word
    from product,
    unnest(string_to_array(
      lower(title || ' ' || coalesce(vendor, '') || ' ' || coalesce(type, '')), ' '
    )) as word
    where length(word) >= 3
    order by word;
    insert into search_word (word)
    select distinct lower(word)
    from (
      select options -> 0 -> 'values' ->> 0 as word
      from product
      union
      select 'colour'
      union
      select 'size'
      union
      select 'xxl'
    ) as words
    where length(word) >= 3
    on conflict do nothing;
    insert into option_label (term, name, value)
    select distinct pg_temp.term(name, value), name, value
    from (
      select 'Colour' as name, pg_temp.colour(k) as value
      from generate_series(1::bigint, least(${size.products}, 2000)) as k
      union
      select 'Size', pg_temp.size(k, variant)
      from generate_series(1::bigint, least(${size.products}, 2000)) as k,
      generate_series(1, 2) as variant
    ) as labels;
    -- A product-created a product and four changes were told and have been trimmed since.
    update event_log set head = ${5 * size.products}, trimmed_to = ${5 * size.products}`,
});

const productSteps = (size: ShopSize, pictures: number) => [
  {
    table: 'product',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into product (
        id, slug, title, description, status, vendor, type, tags, tax_category, options,
        published_at, created_at, updated_at
      )
      select pg_temp.product_id(k),
             pg_temp.slug(k),
             title,
             '<p>' || description || '</p>',
             'published',
             vendor,
             pg_temp.type(k),
             '{}',
             'standard',
             jsonb_build_array(
               jsonb_build_object(
                 'name', 'Colour', 'values', jsonb_build_array(pg_temp.colour(k))
               ),
               jsonb_build_object(
                 'name', 'Size',
                 'values', jsonb_build_array(pg_temp.size(k, 1), pg_temp.size(k, 2))
               )
             ),
             at, at, at
      from (
        select k, title, description, vendor, pg_temp.moment(pg_temp.product_ms(k)) as at
        from pg_temp.spoken(${from}, ${to})
        order by k
      ) as made`,
  },
  {
    table: 'product_media',
    from: 1,
    to: pictures === 0 ? 0 : size.products,
    sql: (from: number, to: number) => `
      insert into product_media (product_id, position, media_id, alt)
      select pg_temp.product_id(k), 0, picture.id, picture.stored ->> 'alt'
      from generate_series(${from}::bigint, ${to}) as k
      join picture on picture.number = k % ${Math.max(1, pictures)}`,
  },
];

const variantSteps = (size: ShopSize) => [
  {
    table: 'variant',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into variant (id, product_id, position, sku, options, weight_grams)
      select pg_temp.variant_id(k, v), pg_temp.product_id(k), v - 1, pg_temp.sku(k, v),
             jsonb_build_object('Colour', pg_temp.colour(k), 'Size', pg_temp.size(k, v)), 500
      from generate_series(${from}::bigint, ${to}) as k,
      generate_series(1, 2) as v`,
  },
  {
    table: 'variant_price',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into variant_price (variant_id, currency, amount)
      select pg_temp.variant_id(k, v), 'EUR', pg_temp.variant_price(k, v)
      from generate_series(${from}::bigint, ${to}) as k,
      generate_series(1, 2) as v`,
  },
  {
    table: 'variant_stock',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into variant_stock (variant_id, level)
      select pg_temp.variant_id(k, v), pg_temp.variant_level(k, v)
      from generate_series(${from}::bigint, ${to}) as k,
      generate_series(1, 2) as v`,
  },
];

const collectionSteps = (size: ShopSize) => [
  {
    table: 'collection',
    from: 1,
    to: 10 + COLLECTIONS,
    sql: (from: number, to: number) => `
      insert into collection (id, slug, title, parent_id, position)
      select pg_temp.collection_id(number),
             'collection-' || number,
             initcap(pg_temp.word(5000 + number)),
             case when number > 10 then pg_temp.collection_id(1 + (number - 11) / 10) end,
             number
      from generate_series(${from}::bigint, ${to}) as number`,
  },
  {
    table: 'collection_product',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into collection_product (collection_id, product_id, position)
      select pg_temp.collection_of(k), pg_temp.product_id(k), k
      from generate_series(${from}::bigint, ${to}) as k`,
  },
];

const readModelSteps = (size: ShopSize, pictures: number) => [
  {
    table: 'product_list',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into product_list (
        product_id, slug, title, title_key, vendor, image, published_at, option_terms,
        collection_ids
      )
      select product.id, product.slug, product.title, lower(product.title), product.vendor,
             picture.stored, product.published_at, pg_temp.terms(k),
             array[pg_temp.collection_of(k)]
      from generate_series(${from}::bigint, ${to}) as k
      join product on product.id = pg_temp.product_id(k)
      left join picture on picture.number = k % ${Math.max(1, pictures)}`,
  },
  {
    table: 'product_price',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into product_price (product_id, currency, price_from, price_max, available)
      select pg_temp.product_id(k), 'EUR', pg_temp.variant_price(k, 1),
             pg_temp.variant_price(k, 2), pg_temp.is_available(k)
      from generate_series(${from}::bigint, ${to}) as k`,
  },
  {
    table: 'product_search',
    from: 1,
    to: size.products,
    sql: (from: number, to: number) => `
      insert into product_search (
        product_id, published_at, option_terms, collection_ids, prices, document
      )
      select product.id,
             product.published_at,
             pg_temp.terms(k),
             array[pg_temp.collection_of(k)],
             jsonb_build_object('EUR', jsonb_build_object(
               'from', pg_temp.variant_price(k, 1), 'available', pg_temp.is_available(k)
             )),
             setweight(to_tsvector('catalog_words', lower(product.title)), 'A')
             || setweight(to_tsvector(
                  'catalog_words', lower(product.vendor || ' ' || product.type)
                ), 'B')
             || setweight(to_tsvector('catalog_words', lower(
                  'colour ' || pg_temp.colour(k) || ' size ' || pg_temp.size(k, 1) || ' '
                  || pg_temp.size(k, 2)
                )), 'C')
             || setweight(to_tsvector(
                  'catalog_words', replace(replace(product.description, '<p>', ''), '</p>', '')
                ), 'D')
      from generate_series(${from}::bigint, ${to}) as k
      join product on product.id = pg_temp.product_id(k)`,
  },
];
