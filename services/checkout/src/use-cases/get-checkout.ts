import { createHash, timingSafeEqual } from 'node:crypto';
import {
  ContractError,
  type RequestContext,
  type RouteInput,
  type RouteOutput,
} from '@cartwright/contract';
import type { checkoutContract } from '../../contract/index.ts';
import { settledAnswerOf } from '../process/answer.ts';
import type { CheckoutParts } from '../process/parts.ts';

type Route = (typeof checkoutContract)['routes']['getCheckout'];

/** How an attempt stands, for whoever has its cart's id; without it the attempt is not found. */
export async function getCheckout(
  parts: CheckoutParts,
  input: RouteInput<Route>,
  context: RequestContext,
): Promise<RouteOutput<Route>> {
  const attempt = await parts.attempts.load(input.params.attemptId);
  if (attempt === undefined || !isSameSecret(attempt.cartId, context.bearer))
    throw new ContractError('not-found');
  return settledAnswerOf(attempt);
}

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

/** In the same time for every wrong value. */
const isSameSecret = (secret: string, presented: string | undefined): boolean =>
  presented !== undefined && timingSafeEqual(digest(secret), digest(presented));
