import { ContractError, invalidInput, type RequestContext } from '@cartwright/contract';
import { isUniqueViolation, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { type ShippingZone, type ShippingZoneInput, ZONES_MAX } from '../../contract/shapes.ts';
import { problemOfBands } from '../domain/shipping-bands.ts';
import type { PricingParts } from '../pricing-parts.ts';
import { listShippingZones } from '../queries/list-shipping-zones.ts';
import type { DB } from '../store/tables.generated.ts';
import { refuseUnknownCurrencies } from './set-prices.ts';

/**
 * Adds a zone, or replaces all that it holds.
 * @throws ContractError `country-in-other-zone`, `unknown-currency`, `invalid-input`
 */
export async function setShippingZone(
  { db }: Pick<PricingParts, 'db'>,
  zone: { code: string; input: ShippingZoneInput },
  context: RequestContext,
): Promise<ShippingZone> {
  const { code, input } = zone;
  checkRates(input);
  return transaction(db, async (tx) => {
    await refuseUnknownCurrencies(tx, new Set(input.rates.map(({ currency }) => currency)));
    await writeZone(tx, zone);
    const [written] = await listShippingZones(tx, code);
    if (written === undefined) throw new Error(`Zone ${code} cannot be read`);
    await emitStaffAction(tx, 'pricing', context.actor, {
      action: 'shipping-zone-set',
      subject: code,
      changes: { ...input },
    });
    return written;
  });
}

/** @throws ContractError `not-found` */
export async function deleteShippingZone(
  { db }: Pick<PricingParts, 'db'>,
  code: string,
  context: RequestContext,
): Promise<void> {
  await transaction(db, async (tx) => {
    const removed = await sql`
      delete from shipping_zone
      where code = ${code}
    `.execute(tx);
    if (removed.numAffectedRows !== 1n) throw new ContractError('not-found');
    await emitStaffAction(tx, 'pricing', context.actor, {
      action: 'shipping-zone-deleted',
      subject: code,
      changes: {},
    });
  });
}

function checkRates({ rates }: ShippingZoneInput): void {
  const seen = new Set<string>();
  for (const [index, { code, currency, bands, deliveryDays }] of rates.entries()) {
    const pointer = `/body/rates/${index}`;
    const key = `${code} ${currency}`;
    if (seen.has(key)) throw invalidInput(pointer, 'has the code and currency of another rate');
    seen.add(key);
    const problem = problemOfBands(bands);
    if (problem !== null) throw invalidInput(`${pointer}/bands/${problem.index}`, problem.message);
    if (deliveryDays !== undefined && deliveryDays.max < deliveryDays.min)
      throw invalidInput(`${pointer}/deliveryDays`, 'ends before it begins');
  }
}

async function writeZone(
  tx: Tx<DB>,
  { code, input }: { code: string; input: ShippingZoneInput },
): Promise<void> {
  await sql`
    insert into shipping_zone (code, name)
    values (${code}, ${input.name})
    on conflict (code) do update
    set name = excluded.name
  `.execute(tx);
  const counted = await sql<{ zones: number }>`
    select count(*) as zones
    from shipping_zone
  `.execute(tx);
  if ((counted.rows[0]?.zones ?? 0) > ZONES_MAX)
    throw invalidInput('/params/zone', `would be more than ${ZONES_MAX} zones`);
  await writeCountries(tx, { code, countries: input.countries });
  const rates = input.rates.map(({ deliveryDays, names = {}, ...rate }, position) => ({
    ...rate,
    names,
    position,
    days_min: deliveryDays?.min ?? null,
    days_max: deliveryDays?.max ?? null,
  }));
  await sql`
    delete from shipping_rate
    where zone_code = ${code}
  `.execute(tx);
  await sql`
    insert into shipping_rate (
      zone_code, code, currency, name, names, basis, bands, position, days_min, days_max
    )
    select ${code}::text, code, currency, name, names, basis, bands, position, days_min, days_max
    from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) as given (
      code text, currency text, name text, names jsonb, basis text, bands jsonb,
      position integer, days_min smallint, days_max smallint
    )
  `.execute(tx);
}

async function writeCountries(
  tx: Tx<DB>,
  { code, countries }: { code: string; countries: readonly string[] },
): Promise<void> {
  const taken = await sql<{ country: string; zone: string }>`
    select country,
           zone_code as zone
    from shipping_zone_country
    where country = any (${countries}::text[])
      and zone_code <> ${code}
    order by country
    limit 1
  `.execute(tx);
  const [other] = taken.rows;
  if (other !== undefined) throw new ContractError('country-in-other-zone', { data: { ...other } });
  await sql`
    delete from shipping_zone_country
    where zone_code = ${code}
  `.execute(tx);
  try {
    await sql`
      insert into shipping_zone_country (country, zone_code)
      select country, ${code}::text
      from unnest(${countries}::text[]) as given (country)
      order by country
    `.execute(tx);
  } catch (error) {
    // Another zone took a country since it was looked for.
    if (!isUniqueViolation(error, 'shipping_zone_country_pkey')) throw error;
    throw new ContractError('unavailable', { cause: error });
  }
}
