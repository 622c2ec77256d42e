import type { Tx } from '@cartwright/database';
import { emit } from '@cartwright/events';
import type { Money } from '@cartwright/money';
import { sql } from 'kysely';
import { catalogEvents } from '../../contract/index.ts';
import { refreshPrices } from '../store/product-price.ts';
import { lockProductOfVariant } from '../store/products.ts';

interface PricesOfVariant {
  variantId: string;
  prices: readonly { price: Money; compareAtPrice: Money | null }[];
}

/**
 * Takes over all present prices of one variant. The product's row is held first, as everywhere: its
 * sums are then made from what every other event of it has written.
 */
export async function onPriceChanged(tx: Tx, data: PricesOfVariant): Promise<void> {
  const product = await lockProductOfVariant(tx, data.variantId);
  const currencies = data.prices.map(({ price }) => price.currency);
  await sql`
    delete from variant_price
    where variant_id = ${data.variantId}
      and currency <> all(${currencies}::text[])
  `.execute(tx);
  await sql`
    insert into variant_price (variant_id, currency, amount, compare_at_amount)
    select ${data.variantId}, given.currency, given.amount, given.compare_at_amount
    from unnest(
      ${currencies}::text[],
      ${data.prices.map(({ price }) => price.amount)}::bigint[],
      ${data.prices.map(({ compareAtPrice }) => compareAtPrice?.amount ?? null)}::bigint[]
    ) as given (currency, amount, compare_at_amount)
    on conflict (variant_id, currency) do update
    set amount = excluded.amount,
        compare_at_amount = excluded.compare_at_amount
  `.execute(tx);
  if (product === undefined) return;
  await refreshPrices(tx, product.id);
  await emit(tx, catalogEvents.productChanged, {
    subject: product.id,
    data: { productId: product.id, slug: product.slug, what: 'price' },
  });
}
