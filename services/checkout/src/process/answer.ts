import { ContractError, type RouteOutput } from '@cartwright/contract';
import type { checkoutContract, OpenAttempt } from '../../contract/index.ts';
import type { Attempt } from '../domain/attempt.ts';
import { toError } from '../domain/outcome.ts';
import { orderReference } from './order-reference.ts';

type Answer = RouteOutput<(typeof checkoutContract)['routes']['checkOut']>;

/**
 * What checkout answers for an attempt: 201 with the order, 202 while it is not decided. Throws the
 * problem that ended it; a decided refusal is told even while its undo is going on.
 */
export function answerOf(attempt: Attempt): Answer {
  if (attempt.placedOrder !== null) return { status: 201, body: { order: attempt.placedOrder } };
  if (attempt.problem !== null) throw toError(attempt.problem);
  const order = orderReference(attempt);
  if (order !== undefined) throw new ContractError('cart-already-ordered', { data: { order } });
  return { status: 202, body: { attempt: openAttempt(attempt) } };
}

/** The same for those who can ask again: 202 until everything is taken back. */
export function settledAnswerOf(attempt: Attempt): Answer {
  if (attempt.state === 'undoing') return { status: 202, body: { attempt: openAttempt(attempt) } };
  return answerOf(attempt);
}

function openAttempt(attempt: Attempt): OpenAttempt {
  const { id, actionUrl, actionExpiresInMs } = attempt;
  const retryAfterSeconds = Math.min(10, Math.max(1, Math.ceil(attempt.nextRunInMs / 1_000)));
  if (attempt.state !== 'awaiting-shopper' || actionUrl === null)
    return { id, status: 'processing', retryAfterSeconds };
  const expiresInSeconds = Math.max(0, Math.ceil((actionExpiresInMs ?? 0) / 1_000));
  const action = { url: actionUrl, expiresInSeconds };
  return { id, status: 'action-required', action, retryAfterSeconds };
}
