import pg from 'pg';
import type { Catalogue } from './catalogue.ts';
import type { RunningShop } from './running-shop.ts';

/** As many as the small shop has: both are as warm, and two shoppers meet as often. */
const productsMax = 1_000;
const variantsMax = 2_000;

/** Products and well-stocked variants taken by chance from all that a filled shop has. */
export async function sampleCatalogue(shop: RunningShop): Promise<Catalogue> {
  const client = new pg.Client({ connectionString: shop.databaseUrlOf('catalog') });
  await client.connect();
  try {
    const rows = await client.query<{ id: string; slug: string; title: string }>(
      `select product_id as id, slug, title
       from catalog.product_list tablesample bernoulli (${await percent(client, productsMax)})
       repeatable (1)
       limit ${productsMax}`,
    );
    const variants = await client.query<{ variant_id: string }>(
      `select variant_id
       from catalog.variant_stock tablesample bernoulli (${await percent(client, variantsMax)})
       repeatable (1)
       where level = 'in-stock'
       limit ${variantsMax}`,
    );
    if (rows.rows.length === 0 || variants.rows.length === 0)
      throw new Error('the filled shop has no products that are in stock');
    return {
      products: rows.rows,
      variantIds: variants.rows.map(({ variant_id }) => variant_id),
    };
  } finally {
    await client.end();
  }
}

/** A share of the rows that holds twice as many as are wanted, so that none is left out first. */
async function percent(client: pg.Client, wanted: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    'select count(*) from catalog.variant_stock',
  );
  return Math.min(100, (200 * wanted) / Math.max(1, Number(rows[0]?.count)));
}
