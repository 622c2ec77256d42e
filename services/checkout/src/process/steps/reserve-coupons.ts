import { type CallContext, isContractError } from '@cartwright/contract';
import type { Attempt } from '../../domain/attempt.ts';
import type { CheckoutParts } from '../parts.ts';

/** The codes can no longer all be used: the total that was quoted with them does not hold. */
export class CouponLost extends Error {
  override readonly name = 'CouponLost';
  /** Null when pricing does not say which. */
  readonly code: string | null;
  constructor(code: string | null) {
    super('A promotion code can no longer be used');
    this.code = code;
  }
}

/** Holds one use of each code. No code, no call. */
export async function reserveCoupons(
  parts: CheckoutParts,
  attempt: Attempt,
  o: { codes: readonly string[]; customerKey: string },
  context: CallContext,
): Promise<void> {
  if (o.codes.length === 0) return;
  try {
    await parts.clients.pricing.reserveCoupons(
      {
        params: { attemptId: attempt.id },
        body: { codes: [...o.codes], customerKey: o.customerKey },
      },
      context,
    );
  } catch (error) {
    if (!isContractError(error, 'coupon-exhausted') && !isContractError(error, 'coupon-invalid'))
      throw error;
    throw new CouponLost(typeof error.data.code === 'string' ? error.data.code : null);
  }
}

/** Gives the uses back; does nothing when none is held. */
export async function releaseCoupons(
  parts: CheckoutParts,
  attempt: Attempt,
  context: CallContext,
): Promise<void> {
  await parts.clients.pricing.releaseCoupons({ params: { attemptId: attempt.id } }, context);
}
