import { ContractError, invalidInput, type RequestContext } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { TAX_RATES_MAX, type TaxRate } from '../../contract/shapes.ts';
import type { PricingParts } from '../pricing-parts.ts';

/** Sets rates by country and category; others stay. @throws ContractError `invalid-input` */
export async function setTaxRates(
  { db }: Pick<PricingParts, 'db'>,
  rates: readonly TaxRate[],
  context: RequestContext,
): Promise<number> {
  checkOnce(rates);
  return transaction(db, async (tx) => {
    const written = await sql<{ country: string; category: string }>`
      insert into tax_rate (country, category, rate_basis_points)
      select country, category, "rateBasisPoints"
      from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) as given (
        country text, category text, "rateBasisPoints" integer
      )
      order by country, category
      on conflict (country, category) do update
      set rate_basis_points = excluded.rate_basis_points
      where tax_rate.rate_basis_points <> excluded.rate_basis_points
      returning country, category
    `.execute(tx);
    const counted = await sql<{ rates: number }>`
      select count(*) as rates
      from tax_rate
    `.execute(tx);
    // The list of rates is answered whole, so it must not grow without end.
    if ((counted.rows[0]?.rates ?? 0) > TAX_RATES_MAX)
      throw invalidInput('/body/rates', `would be more than ${TAX_RATES_MAX} rates in all`);
    if (written.rows.length > 0) {
      await emitStaffAction(tx, 'pricing', context.actor, {
        action: 'tax-rates-set',
        subject: 'tax-rates',
        changes: { rates },
      });
    }
    return written.rows.length;
  });
}

/** @throws ContractError `not-found` */
export async function removeTaxRate(
  { db }: Pick<PricingParts, 'db'>,
  { country, category }: { country: string; category: string },
  context: RequestContext,
): Promise<void> {
  await transaction(db, async (tx) => {
    const removed = await sql`
      delete from tax_rate
      where country = ${country}
        and category = ${category}
    `.execute(tx);
    if (removed.numAffectedRows !== 1n) throw new ContractError('not-found');
    await emitStaffAction(tx, 'pricing', context.actor, {
      action: 'tax-rate-removed',
      subject: 'tax-rates',
      changes: { country, category },
    });
  });
}

function checkOnce(rates: readonly TaxRate[]): void {
  const seen = new Set<string>();
  for (const [index, { country, category }] of rates.entries()) {
    const key = `${country} ${category}`;
    if (seen.has(key)) throw invalidInput(`/body/rates/${index}`, 'is given twice');
    seen.add(key);
  }
}
