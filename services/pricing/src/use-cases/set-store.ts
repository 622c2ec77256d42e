import { ContractError, invalidInput, type RequestContext } from '@cartwright/contract';
import { isForeignKeyViolation, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { isCurrency } from '@cartwright/money';
import { sql } from 'kysely';
import type { StoreInput } from '../../contract/shapes.ts';
import type { PricingParts } from '../pricing-parts.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Replaces the currencies of the shop, its default currency and its home country.
 * @throws ContractError `currency-in-use`, `invalid-input`
 */
export async function setStore(
  { db }: Pick<PricingParts, 'db'>,
  input: StoreInput,
  context: RequestContext,
): Promise<void> {
  checkCurrencies(input);
  await transaction(db, async (tx) => {
    // Two changes at once follow one another.
    await sql`
      select
      from store
      for update
    `.execute(tx);
    await sql`
      insert into currency (code, prices_include_tax)
      select code, "pricesIncludeTax"
      from jsonb_to_recordset(${JSON.stringify(input.currencies)}::jsonb) as given (
        code text, "pricesIncludeTax" boolean
      )
      on conflict (code) do update
      set prices_include_tax = excluded.prices_include_tax
    `.execute(tx);
    await sql`
      update store
      set default_currency = ${input.defaultCurrency},
          home_country = ${input.homeCountry}
    `.execute(tx);
    await removeOtherCurrencies(tx, new Set(input.currencies.map(({ code }) => code)));
    await emitStaffAction(tx, 'pricing', context.actor, {
      action: 'store-set',
      subject: 'store',
      changes: input,
    });
  });
}

function checkCurrencies({ currencies, defaultCurrency }: StoreInput): void {
  const codes = currencies.map(({ code }) => code);
  for (const [index, code] of codes.entries()) {
    const pointer = `/body/currencies/${index}/code`;
    if (!isCurrency(code)) throw invalidInput(pointer, 'is not a currency in use');
    if (codes.indexOf(code) !== index) throw invalidInput(pointer, 'is given twice');
  }
  if (!codes.includes(defaultCurrency))
    throw invalidInput('/body/defaultCurrency', 'is not among the currencies');
}

/** One by one, so that a refusal names the currency. */
async function removeOtherCurrencies(tx: Tx<DB>, kept: ReadonlySet<string>): Promise<void> {
  const all = await sql<{ code: string }>`
    select code
    from currency
    order by code
  `.execute(tx);
  for (const { code } of all.rows) {
    if (kept.has(code)) continue;
    try {
      await sql`
        delete from currency
        where code = ${code}
      `.execute(tx);
    } catch (error) {
      if (!isForeignKeyViolation(error)) throw error;
      throw new ContractError('currency-in-use', { data: { currency: code }, cause: error });
    }
  }
}
