import { randomUUID } from 'node:crypto';
import {
  ContractError,
  type RequestContext,
  type RouteInput,
  type RouteOutput,
} from '@cartwright/contract';
import { remainingMs } from '@cartwright/http';
import type { checkoutContract } from '../../contract/index.ts';
import type { Attempt } from '../domain/attempt.ts';
import { isClosed } from '../domain/attempt-states.ts';
import { checkAddresses, hashBody } from '../domain/read-request.ts';
import { answerOf } from '../process/answer.ts';
import { cleanUpAfterLostLease } from '../process/clean-up.ts';
import type { Member } from '../process/cohorts.ts';
import { drive } from '../process/drive.ts';
import type { Line } from '../process/line.ts';
import { orderReference } from '../process/order-reference.ts';
import type { CheckoutParts } from '../process/parts.ts';
import { waitForDecision } from '../process/wait-for-decision.ts';
import { LeaseLost } from '../store/advance-attempt.ts';
import type { NewAttempt } from '../store/record-attempt.ts';

type Route = (typeof checkoutContract)['routes']['checkOut'];
type Answer = RouteOutput<Route>;

/** Kept back from the caller's time, so that an answer still arrives before his deadline. */
const answerMs = 400;
/** Longest run of an attempt from its turn on; its lease, and so a resume after a crash, follow. */
const runMs = 10_000;
/** A run with less time than this is not begun: it would end as an uncertain answer. */
const runMinMs = 5_000;
/** A lease outlives its request a little: calls end at the deadline, statements shortly after. */
const leaseGraceMs = 2_000;
/** Enough for three quick calls: whoever waits for the answer has nearly given up. */
const cleanUpMs = 2_000;
/** Rounds end by the deadline; this bounds what a fault of ours could make of them. */
const roundsMax = 20;

/**
 * Turns the cart into an order. One key is one checkout: a repeat gets the answer of the first
 * call, and waits for it while it is being made.
 */
export async function checkOut(
  parts: CheckoutParts,
  input: RouteInput<Route>,
  context: RequestContext,
  line: Line = nobodyWaits,
): Promise<Answer> {
  const { body } = input;
  checkAddresses(body);
  const { idempotencyKey, actor } = context;
  if (idempotencyKey === undefined) throw new ContractError('idempotency-key-missing');
  const last = { ...context, deadline: context.deadline - answerMs };
  const scope = { cartId: input.params.cartId, idempotencyKey };
  const wanted = {
    ...scope,
    bodyHash: hashBody(body, parts.secret('checkout-body')),
    email: body.email,
    shippingAddress: body.shippingAddress,
    billingAddress: body.billingAddress ?? null,
    locale: body.locale ?? 'en',
    shopperId: actor.kind === 'shopper' ? actor.id : null,
  };
  for (let round = 1; round <= roundsMax; round += 1) {
    const answer = await runRound({ parts, line }, { input, wanted }, last);
    if (answer !== undefined) return answer;
    if (remainingMs(last) === 0) break;
  }
  throw new ContractError('unavailable');
}

const nobodyWaits: Line = { isFull: () => false, enter: async () => () => undefined };

type Wanted = Omit<NewAttempt, 'owner' | 'leaseMs'>;

/** Undefined when the attempt that stood in the way is gone, so that the key runs anew. */
async function runRound(
  { parts, line }: { parts: CheckoutParts; line: Line },
  o: { input: RouteInput<Route>; wanted: Wanted },
  last: RequestContext,
): Promise<Answer | undefined> {
  const { wanted } = o;
  // Whoever has an answer already, or will be refused, need not stand in line for it.
  if (line.isFull()) {
    const known = await answerOfEarlier(parts, wanted, last);
    if (known !== undefined) return known;
  }
  const leave = await line.enter(last.deadline - runMinMs);
  const member = await parts.cohorts.join();
  const own = { ...last, deadline: Math.min(last.deadline, Date.now() + runMs - answerMs) };
  try {
    const leaseMs = remainingMs(own) + answerMs + leaseGraceMs;
    const lease = { owner: `${parts.owner} ${randomUUID()}`, leaseMs };
    const recorded = await parts.attempts.record({ ...wanted, ...lease }, own.deadline);
    if (recorded !== 'stands-in-the-way')
      return await runAttempt(parts, recorded, { input: o.input, member }, own);
  } finally {
    member.leave();
    leave();
  }
  // Whoever only waits for another's run holds up nobody.
  return answerOfEarlier(parts, wanted, own);
}

/** What the cart's earlier attempts mean for this call; undefined when none stands in the way. */
async function answerOfEarlier(
  parts: CheckoutParts,
  wanted: Wanted,
  own: RequestContext,
): Promise<Answer | undefined> {
  const earlier = await parts.attempts.findEarlier(wanted, own.deadline);
  const mine = earlier.find((attempt) => attempt.idempotencyKey === wanted.idempotencyKey);
  if (mine !== undefined) return repeatOf(parts, mine, wanted, own);
  const [other] = earlier;
  if (other !== undefined) throw standsInTheWay(other);
  return undefined;
}

async function runAttempt(
  parts: CheckoutParts,
  recorded: Attempt,
  { input, member }: { input: RouteInput<Route>; member: Member },
  own: RequestContext,
): Promise<Answer | undefined> {
  const { payment, expectedTotal, shippingOptionId } = input.body;
  const request = {
    shippingOptionId,
    ...(payment === undefined ? {} : { payment }),
    ...(expectedTotal === undefined ? {} : { expectedTotal }),
  };
  const { actor, deadline } = own;
  try {
    const moved = await drive(parts, recorded, { context: { actor, deadline }, request, member });
    return answerOf(moved.attempt);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    // The lease outlives the run, so that the run's own time is over by now.
    const cleanUp = { actor, deadline: Date.now() + cleanUpMs };
    await cleanUpAfterLostLease(parts, recorded.id, cleanUp);
    return waitFor(parts, recorded.id, own);
  }
}

async function repeatOf(
  parts: CheckoutParts,
  attempt: Attempt,
  wanted: Wanted,
  own: RequestContext,
): Promise<Answer | undefined> {
  if (!attempt.bodyHash.equals(wanted.bodyHash)) throw new ContractError('idempotency-key-reused');
  if (isClosed(attempt.state)) return answerOf(attempt);
  return waitFor(parts, attempt.id, own);
}

async function waitFor(
  parts: CheckoutParts,
  attemptId: string,
  own: RequestContext,
): Promise<Answer | undefined> {
  const attempt = await waitForDecision(parts, attemptId, own.deadline);
  if (attempt === undefined) return undefined;
  // Undone by a failure of ours: the key runs anew in the time that is left.
  if (attempt.state === 'undone' && attempt.problem?.code === 'unavailable') return undefined;
  return answerOf(attempt);
}

function standsInTheWay(other: Attempt): ContractError {
  const order = orderReference(other);
  return order === undefined
    ? new ContractError('checkout-in-progress', { data: { attemptId: other.id } })
    : new ContractError('cart-already-ordered', { data: { order } });
}
