import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import { titleKey, withoutMarkup, wordsOf } from '../domain/fold-text.ts';
import { optionTerm } from '../domain/option-term.ts';
import type { StoredPicture } from '../domain/picture.ts';
import type { OptionContent } from '../domain/product-content.ts';
import { rememberedWords } from '../domain/search-terms.ts';
import { type PicturedVariant, swatchesOf } from '../domain/swatches.ts';
import { productPictureJson } from './picture-json.ts';

/** Later words hardly tell what a product is, and PostgreSQL bounds a tsvector to 1 MB. */
const WORDS_MAX = 1_000;
const WORD_LENGTH_MAX = 50;

interface Source {
  slug: string;
  title: string;
  description: string;
  status: string;
  vendor: string | null;
  type: string | null;
  tags: string[];
  options: OptionContent[];
  /** The first two. */
  images: StoredPicture[];
  pictured: PicturedVariant[];
  collectionIds: string[];
}

/**
 * Writes the rows that lists and search read of one product, in the transaction that changed it.
 * A product that is not published has no row in product_list, so no public list can show it.
 */
export async function refreshListing(tx: Tx, productId: string): Promise<void> {
  const source = await readSource(tx, productId);
  const choices = source.options.flatMap(({ name, values }) =>
    values.map((value) => ({ term: optionTerm(name, value), name, value })),
  );
  await writeSearch(tx, productId, source);
  await rememberLabels(tx, choices);
  if (source.status === 'published') {
    const terms = [...new Set(choices.map(({ term }) => term))];
    await writeRow(tx, { productId, source, terms });
  } else {
    await sql`delete from product_list where product_id = ${productId}`.execute(tx);
  }
}

async function readSource(tx: Tx, productId: string): Promise<Source> {
  const found = await sql<Source>`
    select slug,
           title,
           description,
           status,
           vendor,
           type,
           tags,
           options,
           array(
             select ${productPictureJson}
             from product_media
             join media on media.id = product_media.media_id
             where product_media.product_id = product.id
             order by product_media.position
             limit 2
           ) as images,
           (
             select coalesce(
                      jsonb_agg(
                        jsonb_build_object(
                          'options', variant.options,
                          'mediaId', variant.media_id,
                          'colour', media.colour
                        )
                        order by variant.position
                      ),
                      '[]'
                    )
             from variant
             join media on media.id = variant.media_id
             where variant.product_id = product.id
           ) as pictured,
           array(
             select collection_id
             from collection_product
             where product_id = product.id
             order by collection_id
           ) as "collectionIds"
    from product
    where id = ${productId}
  `.execute(tx);
  const source = found.rows[0];
  if (source === undefined) throw new Error(`product ${productId} is not there to be listed`);
  return source;
}

async function writeRow(
  tx: Tx,
  listed: { productId: string; source: Source; terms: string[] },
): Promise<void> {
  const { source } = listed;
  const [image = null, second = null] = source.images.map((picture) => JSON.stringify(picture));
  const swatches = JSON.stringify(swatchesOf(source.options, source.pictured));
  await sql`
    insert into product_list (
      product_id, slug, title, title_key, vendor, image, second_image, swatches, published_at,
      option_terms, collection_ids
    )
    select id, slug, title, ${titleKey(source.title)}, vendor, ${image}::jsonb, ${second}::jsonb,
           ${swatches}::jsonb, published_at, ${listed.terms}::text[],
           ${source.collectionIds}::uuid[]
    from product
    where id = ${listed.productId}
    on conflict (product_id) do update
    set slug = excluded.slug,
        title = excluded.title,
        title_key = excluded.title_key,
        vendor = excluded.vendor,
        image = excluded.image,
        second_image = excluded.second_image,
        swatches = excluded.swatches,
        published_at = excluded.published_at,
        option_terms = excluded.option_terms,
        collection_ids = excluded.collection_ids
  `.execute(tx);
}

/** Title counts most, then tags, vendor and type, then options, then the description. */
async function writeSearch(tx: Tx, productId: string, source: Source): Promise<void> {
  const labels = [...source.tags, source.vendor ?? '', source.type ?? ''];
  const options = source.options.flatMap(({ name, values }) => [name, ...values]);
  await sql`
    insert into product_search (product_id, document)
    values (
      ${productId},
      setweight(to_tsvector('catalog_words', ${plain([source.title])}), 'A')
      || setweight(to_tsvector('catalog_words', ${plain(labels)}), 'B')
      || setweight(to_tsvector('catalog_words', ${plain(options)}), 'C')
      || setweight(to_tsvector('catalog_words', ${plain([withoutMarkup(source.description)])}), 'D')
    )
    on conflict (product_id) do update
    set document = excluded.document
    where product_search.document <> excluded.document
  `.execute(tx);
  const words = rememberedWords([source.title, ...labels, ...options]);
  // Sorted words are locked in one order; words that are there already are not written at all.
  await sql`
    insert into search_word (word)
    select given.word
    from unnest(${words}::text[]) as given (word)
    where not exists (select from search_word where search_word.word = given.word)
    order by given.word
    on conflict (word) do nothing
  `.execute(tx);
}

/** Folded words only: PostgreSQL's parser has nothing to interpret. */
const plain = (texts: readonly string[]): string =>
  wordsOf(texts.join(' '))
    .slice(0, WORDS_MAX)
    .map((word) => word.slice(0, WORD_LENGTH_MAX))
    .join(' ');

async function rememberLabels(
  tx: Tx,
  choices: readonly { term: string; name: string; value: string }[],
): Promise<void> {
  if (choices.length === 0) return;
  await sql`
    insert into option_label (term, name, value)
    select distinct on (given.term) given.term, given.name, given.value
    from unnest(
      ${choices.map(({ term }) => term)}::text[],
      ${choices.map(({ name }) => name)}::text[],
      ${choices.map(({ value }) => value)}::text[]
    ) as given (term, name, value)
    where not exists (select from option_label where option_label.term = given.term)
    order by given.term
    on conflict (term) do nothing
  `.execute(tx);
}
