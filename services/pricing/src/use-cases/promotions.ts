import { actorName, ContractError, invalidInput, type RequestContext } from '@cartwright/contract';
import { idempotent, isForeignKeyViolation, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { Promotion, PromotionChanges, PromotionInput } from '../../contract/shapes.ts';
import {
  currenciesOf,
  type PromotionTerms,
  problemOfTerms,
  termsAfter,
  termsOfNew,
} from '../domain/promotion-terms.ts';
import type { PricingParts } from '../pricing-parts.ts';
import { lockPromotion, readPromotion } from '../queries/read-promotions.ts';
import { insertPromotion, updatePromotion } from '../store/promotions.ts';
import type { DB } from '../store/tables.generated.ts';
import { refuseUnknownCurrencies } from './set-prices.ts';

type Parts = Pick<PricingParts, 'db'>;

/** @throws ContractError `promotion-code-taken`, `unknown-currency`, `invalid-input` */
export function createPromotion(
  { db }: Parts,
  input: PromotionInput,
  context: RequestContext,
): Promise<Promotion> {
  const { actor, idempotencyKey: key } = context;
  const record = { scope: `create-promotion:${actorName(actor)}`, key, body: input };
  return transaction(db, (tx) =>
    idempotent(tx, record, async () => {
      const terms = termsOfNew(input);
      await checkTerms(tx, terms);
      const id = await insertPromotion(tx, terms);
      await emitStaffAction(tx, 'pricing', actor, {
        action: 'promotion-created',
        subject: id,
        changes: { members: Object.keys(input).sort() },
      });
      return readPromotion(tx, id);
    }),
  );
}

/** @throws ContractError `not-found`, and as `createPromotion` does */
export function changePromotion(
  { db }: Parts,
  { id, changes }: { id: string; changes: PromotionChanges },
  context: RequestContext,
): Promise<Promotion> {
  return transaction(db, async (tx) => {
    const terms = termsAfter(await lockPromotion(tx, id), changes);
    await checkTerms(tx, terms);
    await updatePromotion(tx, { id, terms });
    await emitStaffAction(tx, 'pricing', context.actor, {
      action: 'promotion-changed',
      subject: id,
      changes: { members: Object.keys(changes).sort() },
    });
    return readPromotion(tx, id);
  });
}

/** @throws ContractError `not-found`, `promotion-in-use` */
export async function deletePromotion(
  { db }: Parts,
  id: string,
  context: RequestContext,
): Promise<void> {
  await transaction(db, async (tx) => {
    await lockPromotion(tx, id);
    try {
      await sql`
        delete from promotion
        where id = ${id}
      `.execute(tx);
    } catch (error) {
      if (!isForeignKeyViolation(error, 'coupon_use_promotion_fkey')) throw error;
      throw new ContractError('promotion-in-use', { cause: error });
    }
    await emitStaffAction(tx, 'pricing', context.actor, {
      action: 'promotion-deleted',
      subject: id,
      changes: {},
    });
  });
}

async function checkTerms(tx: Tx<DB>, terms: PromotionTerms): Promise<void> {
  const problem = problemOfTerms(terms);
  if (problem !== null) throw invalidInput(problem.pointer, problem.message);
  await refuseUnknownCurrencies(tx, currenciesOf(terms));
}
