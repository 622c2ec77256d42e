import type { Database, Tx } from '@cartwright/database';
import { sql } from 'kysely';
import { type ShippingZone, ZONES_MAX } from '../../contract/shapes.ts';
import type { DB } from '../store/tables.generated.ts';

/** A row `rate` as the contract says it; what staff has not told is absent. */
export const toRate = sql`
  jsonb_build_object(
    'code', rate.code,
    'name', rate.name,
    'currency', rate.currency,
    'basis', rate.basis,
    'bands', rate.bands
  ) || case
    when rate.names = '{}' then '{}'
    else jsonb_build_object('names', rate.names)
  end || case
    when rate.days_min is null then '{}'
    else jsonb_build_object(
      'deliveryDays', jsonb_build_object('min', rate.days_min, 'max', rate.days_max)
    )
  end
`;

/** All zones, or the one with this code, with countries and rates. */
export async function listShippingZones(
  db: Database<DB> | Tx<DB>,
  code: string | null = null,
): Promise<ShippingZone[]> {
  const found = await sql<ShippingZone>`
    select
      code,
      name,
      (
        select coalesce(json_agg(country order by country), '[]')
        from shipping_zone_country
        where zone_code = zone.code
      ) as countries,
      (
        select coalesce(jsonb_agg(${toRate} order by rate.position), '[]')
        from shipping_rate as rate
        where rate.zone_code = zone.code
      ) as rates
    from shipping_zone as zone
    where code = coalesce(${code}::text, code)
    order by code
    limit ${ZONES_MAX}
  `.execute(db);
  return found.rows;
}
