import type { Database } from '@cartwright/database';
import { digitsOf } from '@cartwright/money';
import { sql } from 'kysely';
import type { ShippingRate, Store } from '../../contract/shapes.ts';
import type { DB } from '../store/tables.generated.ts';
import { toRate } from './list-shipping-zones.ts';

interface StoreRow {
  currencies: { code: string; pricesIncludeTax: boolean }[];
  defaultCurrency: string;
  homeCountry: string | null;
  countries: string[];
  homeDelivery: ShippingRate[];
}

/** Currencies, the countries of all shipping zones that have a rate, and shipping at home. */
export async function getStore(db: Database<DB>): Promise<Store> {
  const found = await sql<StoreRow>`
    select
      default_currency as "defaultCurrency",
      home_country as "homeCountry",
      (
        select json_agg(
          json_build_object('code', code, 'pricesIncludeTax', prices_include_tax)
          order by code
        )
        from currency
      ) as currencies,
      (
        select coalesce(array_agg(country order by country), '{}')
        from shipping_zone_country as place
        where exists (
          select
          from shipping_rate
          where zone_code = place.zone_code
        )
      ) as countries,
      (
        select coalesce(jsonb_agg(${toRate} order by rate.position), '[]')
        from shipping_zone_country as place
        join shipping_rate as rate on rate.zone_code = place.zone_code
        where place.country = store.home_country
      ) as "homeDelivery"
    from store
  `.execute(db);
  const store = found.rows[0];
  if (store === undefined) throw new Error('The row of the store is missing');
  const main = store.currencies.find(({ code }) => code === store.defaultCurrency);
  return {
    ...store,
    pricesIncludeTax: main?.pricesIncludeTax ?? true,
    currencies: store.currencies.map((each) => ({ ...each, decimals: digitsOf(each.code) })),
  };
}
