import { ContractError, invalidInput, type RequestContext } from '@cartwright/contract';
import { type Tx, transaction } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { pricingEvents } from '../../contract/events.ts';
import type { PriceInput } from '../../contract/shapes.ts';
import type { PricingParts } from '../pricing-parts.ts';
import { getPrices } from '../queries/get-prices.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Sets prices, all or none, and tells of each variant whose prices really changed. Repeating it
 * changes nothing and tells nothing.
 * @throws ContractError `unknown-currency`, `invalid-input`
 */
export async function setPrices(
  { db }: Pick<PricingParts, 'db'>,
  prices: readonly PriceInput[],
  context: RequestContext,
): Promise<number> {
  checkPrices(prices);
  return transaction(db, async (tx) => {
    await lockVariants(
      tx,
      prices.map(({ variantId }) => variantId),
    );
    const changed = await writePrices(tx, prices);
    await tellPrices(tx, changed);
    if (changed.length > 0) {
      const variantIds = [...new Set(changed)];
      await emitStaffAction(tx, 'pricing', context.actor, {
        action: 'prices-set',
        subject: variantIds.length === 1 ? String(variantIds[0]) : 'prices',
        changes: { variantIds },
      });
    }
    return changed.length;
  });
}

/** The variant no longer sells in the currency. @throws ContractError `not-found` */
export async function removePrice(
  { db }: Pick<PricingParts, 'db'>,
  { variantId, currency }: { variantId: string; currency: string },
  context: RequestContext,
): Promise<void> {
  await transaction(db, async (tx) => {
    await lockVariants(tx, [variantId]);
    const removed = await sql`
      delete from price
      where variant_id = ${variantId}
        and currency = ${currency}
    `.execute(tx);
    if (removed.numAffectedRows !== 1n) throw new ContractError('not-found');
    await tellPrices(tx, [variantId]);
    await emitStaffAction(tx, 'pricing', context.actor, {
      action: 'price-removed',
      subject: variantId,
      changes: { currency },
    });
  });
}

function checkPrices(prices: readonly PriceInput[]): void {
  const seen = new Set<string>();
  for (const [index, { variantId, price, compareAtPrice }] of prices.entries()) {
    const pointer = `/body/prices/${index}`;
    if (compareAtPrice != null && compareAtPrice.currency !== price.currency)
      throw invalidInput(`${pointer}/compareAtPrice/currency`, 'differs from that of the price');
    const key = `${variantId.toLowerCase()} ${price.currency}`;
    if (seen.has(key)) throw invalidInput(pointer, 'is given twice');
    seen.add(key);
  }
}

/** In the order of ids, so that two lists of the same variants never wait for each other. */
async function lockVariants(tx: Tx<DB>, variantIds: readonly string[]): Promise<void> {
  await sql`
    insert into priced_variant (variant_id)
    select distinct variant_id
    from unnest(${variantIds}::uuid[]) as wanted (variant_id)
    order by variant_id
    on conflict (variant_id) do update
    set changed_at = excluded.changed_at
  `.execute(tx);
}

/** Gives back the variants of rows that differ from before. */
async function writePrices(tx: Tx<DB>, prices: readonly PriceInput[]): Promise<string[]> {
  const rows = prices.map(({ variantId, price, compareAtPrice }) => ({
    variantId,
    currency: price.currency,
    priceMinor: price.amount,
    compareAtMinor: compareAtPrice?.amount ?? null,
  }));
  await refuseUnknownCurrencies(tx, new Set(rows.map(({ currency }) => currency)));
  const written = await sql<{ variantId: string }>`
    insert into price (variant_id, currency, price_minor, compare_at_minor)
    select "variantId", currency, "priceMinor", "compareAtMinor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      "variantId" uuid, currency text, "priceMinor" bigint, "compareAtMinor" bigint
    )
    on conflict (variant_id, currency) do update
    set price_minor = excluded.price_minor,
        compare_at_minor = excluded.compare_at_minor
    where (price.price_minor, price.compare_at_minor)
      is distinct from (excluded.price_minor, excluded.compare_at_minor)
    returning variant_id as "variantId"
  `.execute(tx);
  return written.rows.map(({ variantId }) => variantId);
}

/** Refuses a currency that the shop does not sell in, and keeps the others from being removed. */
export async function refuseUnknownCurrencies(
  tx: Tx<DB>,
  currencies: ReadonlySet<string>,
): Promise<void> {
  const known = await sql<{ code: string }>`
    select code
    from currency
    where code = any (${[...currencies]}::text[])
    order by code
    for key share
  `.execute(tx);
  const codes = new Set(known.rows.map(({ code }) => code));
  const currency = [...currencies].find((code) => !codes.has(code));
  if (currency !== undefined) throw new ContractError('unknown-currency', { data: { currency } });
}

/** One event a variant, with all its prices as this transaction leaves them. */
async function tellPrices(tx: Tx<DB>, changed: readonly string[]): Promise<void> {
  const variantIds = new Set(changed);
  const prices = await getPrices(tx, [...variantIds]);
  const byVariant = Map.groupBy(prices, ({ variantId }) => variantId);
  for (const variantId of variantIds) {
    const current = byVariant.get(variantId) ?? [];
    await emit(tx, pricingEvents.priceChanged, {
      subject: variantId,
      data: {
        variantId,
        prices: current.map(({ price, compareAtPrice }) => ({ price, compareAtPrice })),
      },
    });
  }
}
