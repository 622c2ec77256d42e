import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { PricingFacts } from '../domain/facts.ts';
import type { DB } from '../store/tables.generated.ts';

interface FactsRow extends Omit<PricingFacts, 'currency' | 'pricesIncludeTax'> {
  pricesIncludeTax: boolean | null;
}

/**
 * All that a quote needs, in one statement and so in one round trip and of one moment: the rows of
 * these variants, this country and these codes only. Dates and limits of codes are decided here, by
 * the database's clock.
 * @throws ContractError `unknown-currency`
 */
export async function pricingFacts(
  db: Database<DB>,
  o: {
    currency: string;
    country: string | null;
    variantIds: readonly string[];
    codeKeys: readonly string[];
    customerHash: string | null;
  },
): Promise<PricingFacts> {
  const found = await sql<FactsRow>`
    select
      (
        select prices_include_tax
        from currency
        where code = ${o.currency}
      ) as "pricesIncludeTax",
      (
        select coalesce(json_agg(json_build_object(
          'variantId', variant_id,
          'priceMinor', price_minor,
          'compareAtMinor', compare_at_minor
        )), '[]')
        from price
        where variant_id = any (${o.variantIds}::uuid[])
          and currency = ${o.currency}
      ) as prices,
      (
        select coalesce(json_agg(json_build_object(
          'category', category,
          'rateBasisPoints', rate_basis_points
        )), '[]')
        from tax_rate
        where country = coalesce(${o.country}::text, (select home_country from store))
      ) as "taxRates",
      (
        select coalesce(json_agg(json_build_object(
          'optionId', rate.zone_code || '.' || rate.code,
          'name', rate.name,
          'basis', rate.basis,
          'bands', rate.bands
        ) order by rate.position), '[]')
        from shipping_zone_country as place
        join shipping_rate as rate using (zone_code)
        where place.country = ${o.country}
          and rate.currency = ${o.currency}
      ) as "shippingRates",
      (${promotionsOf(o)}) as promotions
  `.execute(db);
  const row = found.rows[0];
  if (row === undefined) throw new Error('A select without a table gave no row');
  const { pricesIncludeTax } = row;
  if (pricesIncludeTax === null)
    throw new ContractError('unknown-currency', { data: { currency: o.currency } });
  return { ...row, currency: o.currency, pricesIncludeTax };
}

const promotionsOf = (o: { codeKeys: readonly string[]; customerHash: string | null }) => sql`
  select coalesce(json_agg(json_build_object(
    'code', code,
    'codeKey', code_key,
    'title', title,
    'effect', effect,
    'minimumOrderValues', minimum_order_values,
    'isActive', is_active,
    'isCombinable', is_combinable,
    'hasStarted', coalesce(starts_at <= clock_timestamp(), true),
    'hasEnded', coalesce(ends_at <= clock_timestamp(), false),
    'isExhausted', coalesce(uses_count >= uses_max, false),
    'isCustomerLimitReached', coalesce(uses_per_customer_max <= (
      select count(*)
      from coupon_use
      where promotion_id = promotion.id
        and customer_hash = ${o.customerHash}
    ), false)
  )), '[]')
  from promotion
  where code_key = any (${o.codeKeys}::text[])
`;
