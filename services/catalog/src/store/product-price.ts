import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';

/**
 * Sums up the prices and stock levels of one product's variants, by currency. The caller holds the
 * product's row: two events of one product would else not see each other's writes.
 */
export async function refreshPrices(tx: Tx, productId: string): Promise<void> {
  await sql`
    with fresh as (
      select variant_price.currency,
             min(variant_price.amount) as price_from,
             max(variant_price.amount) as price_max,
             (array_agg(
               variant_price.compare_at_amount
               order by variant_price.amount, variant.position
             ))[1] as compare_at_from,
             bool_or(coalesce(variant_stock.level, 'sold-out') <> 'sold-out') as available
      from variant
      join variant_price on variant_price.variant_id = variant.id
      left join variant_stock on variant_stock.variant_id = variant.id
      where variant.product_id = ${productId}
      group by variant_price.currency
    ), removed as (
      delete from product_price
      where product_id = ${productId}
        and currency not in (select currency from fresh)
    )
    insert into product_price (
      product_id, currency, price_from, price_max, compare_at_from, available
    )
    select ${productId}, currency, price_from, price_max, compare_at_from, available
    from fresh
    on conflict (product_id, currency) do update
    set price_from = excluded.price_from,
        price_max = excluded.price_max,
        compare_at_from = excluded.compare_at_from,
        available = excluded.available
  `.execute(tx);
}
