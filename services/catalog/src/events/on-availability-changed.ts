import type { Tx } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { catalogEvents, type StockLevel } from '../../contract/index.ts';
import { refreshPrices } from '../store/product-price.ts';
import { lockProductOfVariant } from '../store/products.ts';

/** Takes over the stock level of one variant; the product's row is held first, as everywhere. */
export async function onAvailabilityChanged(
  tx: Tx,
  data: { variantId: string; level: StockLevel },
): Promise<void> {
  const product = await lockProductOfVariant(tx, data.variantId);
  await sql`
    insert into variant_stock (variant_id, level)
    values (${data.variantId}, ${data.level})
    on conflict (variant_id) do update
    set level = excluded.level
  `.execute(tx);
  if (product === undefined) return;
  await refreshPrices(tx, product.id);
  await emit(tx, catalogEvents.productChanged, {
    subject: product.id,
    data: { productId: product.id, slug: product.slug, what: 'availability' },
  });
}
