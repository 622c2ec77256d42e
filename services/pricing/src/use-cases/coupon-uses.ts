import { ContractError, invalidInput } from '@cartwright/contract';
import type { Database, Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { ReserveCoupons } from '../../contract/quote.ts';
import type { CouponReason } from '../../contract/shapes.ts';
import { customerHashOf } from '../domain/customer-hash.ts';
import { codeKeyOf, codeKeysOf } from '../domain/facts.ts';
import type { PricingParts } from '../pricing-parts.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Holds one use of each code for an attempt, all or none. The database decides in one call. A hold
 * has no expiry: only checkout ends it, by an order or by `releaseCouponUses`.
 * @throws ContractError `coupon-exhausted`, `coupon-invalid`, `coupon-hold-gone`, `invalid-input`
 */
export async function reserveCouponUses(
  { holdUses, customerKey }: Pick<PricingParts, 'holdUses' | 'customerKey'>,
  o: { attemptId: string; request: ReserveCoupons; deadline: number },
): Promise<void> {
  const { attemptId, request, deadline } = o;
  const codeKeys = codeKeysOf(request.codes).sort();
  // Without codes there is nothing to hold, and nothing that could be forgotten.
  if (codeKeys.length === 0) return;
  const customerHash = customerHashOf(customerKey, request.customerKey);
  const answer = await holdUses({ attemptId, codeKeys, customerHash }, deadline);
  if (answer.outcome === 'held') return;
  if (answer.outcome === 'released') throw new ContractError('coupon-hold-gone');
  if (answer.outcome === 'other-codes')
    throw invalidInput('/body/codes', 'differ from those that this attempt holds');
  const code = request.codes.find((each) => codeKeyOf(each) === answer.codeKey) ?? answer.codeKey;
  throw refusal(code, answer.reason);
}

const refusal = (code: string, reason: CouponReason): ContractError =>
  reason === 'exhausted' || reason === 'customer-limit-reached'
    ? new ContractError('coupon-exhausted', { data: { code } })
    : new ContractError('coupon-invalid', { data: { code, reason } });

/** The undo of `reserveCouponUses`; a reserve of the attempt that arrives later is refused. */
export async function releaseCouponUses(db: Database<DB>, attemptId: string): Promise<void> {
  await sql`select release_coupon_uses(${attemptId}::uuid)`.execute(db);
}

/** Makes the holds of attempts final: their orders are placed. */
export async function useCouponHolds(tx: Tx<DB>, attemptIds: readonly string[]): Promise<void> {
  await sql`
    update coupon_attempt
    set state = 'used',
        ended_at = clock_timestamp()
    where attempt_id = any (${attemptIds}::uuid[])
      and state = 'held'
  `.execute(tx);
}
