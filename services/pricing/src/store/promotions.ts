import { ContractError } from '@cartwright/contract';
import { isUniqueViolation, type Tx } from '@cartwright/database';
import { sql } from 'kysely';
import { codeKeyOf } from '../domain/facts.ts';
import type { PromotionTerms } from '../domain/promotion-terms.ts';
import type { DB } from './tables.generated.ts';

/** @throws ContractError `promotion-code-taken` */
export async function insertPromotion(tx: Tx<DB>, terms: PromotionTerms): Promise<string> {
  await refuseTakenCode(tx, { code: terms.code, ownId: null });
  const inserted = await refusingTakenCode(() =>
    sql<{ id: string }>`
      insert into promotion (
        code, title, effect, minimum_order_values, starts_at, ends_at, uses_max,
        uses_per_customer_max, is_combinable, is_active
      )
      values (
        ${terms.code}, ${terms.title}, ${JSON.stringify(terms.effect)}::jsonb,
        ${JSON.stringify(terms.minimumOrderValues)}::jsonb, ${terms.startsAt}::timestamptz,
        ${terms.endsAt}::timestamptz, ${terms.usesMax}::bigint,
        ${terms.usesPerCustomerMax}::bigint, ${terms.isCombinable}, ${terms.isActive}
      )
      returning id
    `.execute(tx),
  );
  const row = inserted.rows[0];
  if (row === undefined) throw new Error('An insert gave no row');
  return row.id;
}

/** @throws ContractError `promotion-code-taken` */
export async function updatePromotion(
  tx: Tx<DB>,
  { id, terms }: { id: string; terms: PromotionTerms },
): Promise<void> {
  await refuseTakenCode(tx, { code: terms.code, ownId: id });
  await refusingTakenCode(() =>
    sql`
      update promotion
      set code = ${terms.code},
          title = ${terms.title},
          effect = ${JSON.stringify(terms.effect)}::jsonb,
          minimum_order_values = ${JSON.stringify(terms.minimumOrderValues)}::jsonb,
          starts_at = ${terms.startsAt}::timestamptz,
          ends_at = ${terms.endsAt}::timestamptz,
          uses_max = ${terms.usesMax}::bigint,
          uses_per_customer_max = ${terms.usesPerCustomerMax}::bigint,
          is_combinable = ${terms.isCombinable},
          is_active = ${terms.isActive}
      where id = ${id}
    `.execute(tx),
  );
}

/** Looked for first, because after a violation the transaction could not say who has the code. */
async function refuseTakenCode(
  tx: Tx<DB>,
  { code, ownId }: { code: string; ownId: string | null },
): Promise<void> {
  const taken = await sql<{ id: string }>`
    select id
    from promotion
    where code_key = ${codeKeyOf(code)}
  `.execute(tx);
  const other = taken.rows.find(({ id }) => id !== ownId);
  if (other !== undefined)
    throw new ContractError('promotion-code-taken', { data: { promotionId: other.id } });
}

async function refusingTakenCode<R>(write: () => Promise<R>): Promise<R> {
  try {
    return await write();
  } catch (error) {
    // Two wrote the same code at once; a repeat is told who has it.
    if (isUniqueViolation(error, 'promotion_code_key'))
      throw new ContractError('unavailable', { cause: error });
    throw error;
  }
}
