import type { Money } from '@cartwright/contract';
import type { Database, Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { VariantPrice } from '../../contract/shapes.ts';
import type { DB } from '../store/tables.generated.ts';

interface PriceRow {
  variantId: string;
  currency: string;
  priceMinor: number;
  compareAtMinor: number | null;
}

/** Prices of variants in all currencies; at most as many as variants times currencies. */
export async function getPrices(
  db: Database<DB> | Tx<DB>,
  variantIds: readonly string[],
): Promise<VariantPrice[]> {
  const found = await sql<PriceRow>`
    select variant_id as "variantId",
           currency,
           price_minor as "priceMinor",
           compare_at_minor as "compareAtMinor"
    from price
    where variant_id = any (${variantIds}::uuid[])
    order by variant_id, currency
  `.execute(db);
  return found.rows.map(({ variantId, currency, priceMinor, compareAtMinor }) => {
    const money = (amount: number): Static<typeof Money> => ({ amount, currency });
    const compareAtPrice = compareAtMinor === null ? null : money(compareAtMinor);
    return { variantId, price: money(priceMinor), compareAtPrice };
  });
}
