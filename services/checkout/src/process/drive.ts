import { isContractError } from '@cartwright/contract';
import { remainingMs } from '@cartwright/http';
import { metrics } from '@cartwright/telemetry';
import type { Attempt } from '../domain/attempt.ts';
import { isClosed } from '../domain/attempt-states.ts';
import { waitBeforeNextRunMs } from '../domain/backoff.ts';
import { fault, Refusal } from '../domain/outcome.ts';
import { undoAfterFreeze, undoBeforePayment } from '../domain/undo-steps.ts';
import { pass } from '../fault-points.ts';
import { type Completion, dropLease, LeaseLost, postpone } from '../store/advance-attempt.ts';
import type { CheckoutParts, Run } from './parts.ts';
import { prepare } from './prepare.ts';
import { settlePayment } from './settle-payment.ts';
import { OrderRefused, placeOrder } from './steps/place-order.ts';
import { askForPayment, authorise, type PaymentAnswer } from './steps/take-payment.ts';
import { undo } from './undo.ts';

/** Where one look at an attempt left it; at rest, nobody holds its lease. */
interface Moved {
  attempt: Attempt;
  isAtRest: boolean;
}

/** An attempt that cannot be ended after this long wants somebody to look at it. */
const alarmAgeMs = 24 * 3_600_000;
/** Less time than this is not enough for a call. */
const callMs = 50;
/**
 * Moves an attempt on as far as the run's deadline allows, to its end or to a wait. The caller
 * holds its lease. Throws `LeaseLost` once somebody else does; every other unexpected failure
 * leaves the attempt as it is written and gives the lease back.
 */
export async function drive(parts: CheckoutParts, attempt: Attempt, run: Run): Promise<Moved> {
  let moved: Moved = { attempt, isAtRest: false };
  const driver = { parts, run, payment: run.request?.payment };
  try {
    while (!moved.isAtRest) {
      moved = await move(driver, moved.attempt);
      if (!isClosed(moved.attempt.state)) continue;
      countRefusal(moved.attempt);
      break;
    }
  } catch (error) {
    if (!(error instanceof LeaseLost)) await giveBack(parts, moved.attempt, run);
    throw error;
  } finally {
    parts.noticeboard.notify(attempt.id);
  }
  return moved;
}

/** Orders are counted once it is written that their attempt is completed. */
function countRefusal({ state, problem }: Attempt): void {
  if (state !== 'completed') metrics.checkoutResults.inc({ result: problem?.code ?? state });
}

/**
 * After a failure that says nothing about the attempt. Others take up at once what a request left;
 * what failed when it was resumed waits longer each time, behind those that are due before it.
 */
async function giveBack(parts: CheckoutParts, attempt: Attempt, run: Run): Promise<void> {
  try {
    if (run.request === undefined) await rest(parts, attempt, {});
    else await dropLease(parts.db, attempt);
  } catch (error) {
    // The lease ends by itself; the first failure is the one to tell.
    parts.log.warn({ err: error, attemptId: attempt.id }, 'the lease could not be given back');
  }
}

interface Driver {
  parts: CheckoutParts;
  run: Run;
  /** Given to payments once, then forgotten. */
  payment: { method: string; token: string } | undefined;
}

async function move(driver: Driver, attempt: Attempt): Promise<Moved> {
  const { parts, run } = driver;
  const isOutOfTime = remainingMs(run.context) < callMs;
  if (attempt.state === 'preparing') {
    if (run.request === undefined) return startUndoOfPreparation(parts, attempt);
    return { attempt: await prepare(parts, attempt, run.request, run.context), isAtRest: false };
  }
  if (isOutOfTime) return rest(parts, attempt, { waitMs: 0 });
  switch (attempt.state) {
    case 'paying':
    case 'awaiting-shopper':
      return pay(driver, attempt);
    case 'placing':
      return place(parts, attempt, run);
    case 'undoing':
      return takeBackAll(parts, attempt, run);
    default:
      return { attempt, isAtRest: true };
  }
}

/** The token went with the request that recorded the attempt, so it cannot go forward. */
async function startUndoOfPreparation(parts: CheckoutParts, attempt: Attempt): Promise<Moved> {
  const changes = { problem: fault('unavailable'), undoSteps: undoBeforePayment };
  return {
    attempt: await parts.attempts.advance(attempt, 'undo-started', changes),
    isAtRest: false,
  };
}

async function pay(driver: Driver, attempt: Attempt): Promise<Moved> {
  const { parts, run } = driver;
  const { frozen } = attempt;
  const payment = driver.payment;
  driver.payment = undefined;
  let answer: PaymentAnswer;
  if (payment === undefined || frozen === null) {
    answer = await askForPayment(parts, attempt, run.context);
  } else {
    run.member?.waitsForOthers();
    const asked = await authoriseOrRefuse(driver, attempt, { frozen, payment });
    if ('attempt' in asked) return asked;
    answer = asked.answer;
    await pass('checkout.after-authorise');
    if (isApproved(answer)) return place(parts, attempt, run);
  }
  const isResumed = payment === undefined;
  const settled = await settlePayment(parts, attempt, { answer, isResumed }, run.context);
  if (settled.isMoved) return { attempt: settled.attempt, isAtRest: false };
  const paymentStatus = answer === 'unheard' ? 'unknown' : answer.status;
  return rest(parts, settled.attempt, { paymentStatus });
}

/**
 * That is in payments' books, where whoever resumes finds it: the attempt need not note it as well
 * before its order is placed.
 */
const isApproved = (answer: PaymentAnswer): boolean =>
  answer !== 'unheard' && answer.status === 'authorised';

async function authoriseOrRefuse(
  driver: Driver,
  attempt: Attempt,
  o: Parameters<typeof authorise>[2],
): Promise<Moved | { answer: PaymentAnswer }> {
  try {
    return { answer: await authorise(driver.parts, attempt, o, driver.run.context) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const undoSteps = undoAfterFreeze(attempt.frozen, 'settled');
    const changes = { problem: error.problem, undoSteps };
    return {
      attempt: await driver.parts.attempts.advance(attempt, 'undo-started', changes),
      isAtRest: false,
    };
  }
}

async function place(parts: CheckoutParts, attempt: Attempt, run: Run): Promise<Moved> {
  const known = attempt.state === 'paying' ? { paymentStatus: 'authorised' } : {};
  await pass('checkout.before-place');
  try {
    const placedOrder = await placeOrder(parts, attempt, run.context);
    await pass('checkout.after-place');
    const completion = parts.attempts.complete(attempt, { ...known, placedOrder });
    const noted = noteCompletion({ parts, run }, attempt, completion);
    // A shopper is told at once: who dies before it is written leaves an attempt that whoever
    // resumes it completes with the same order.
    return { attempt: run.request ? completion.attempt : await noted, isAtRest: true };
  } catch (error) {
    if (error instanceof OrderRefused) {
      parts.log.error({ err: error, attemptId: attempt.id }, 'an order was refused, undoing it');
      const changes = {
        problem: fault('unavailable'),
        undoSteps: undoAfterFreeze(attempt.frozen, 'open'),
      };
      const undoing = await parts.attempts.advance(attempt, 'undo-started', changes);
      return { attempt: undoing, isAtRest: false };
    }
    if (!isContractError(error)) throw error;
    parts.log.warn({ attemptId: attempt.id, code: error.code }, 'the order was not placed yet');
    return rest(parts, attempt, known);
  }
}

/** The attempt as it was before when its end could not be written. Never throws. */
async function noteCompletion(
  { parts, run }: Pick<Driver, 'parts' | 'run'>,
  attempt: Attempt,
  completion: Completion,
): Promise<Attempt> {
  try {
    await completion.written;
    // Not before: what cannot be written is completed once more by whoever resumes the attempt.
    metrics.checkoutResults.inc({ result: completion.attempt.state });
    await pass('checkout.after-complete');
    return completion.attempt;
  } catch (error) {
    // Taken over: the other has completed it, or is about to.
    if (error instanceof LeaseLost) return completion.attempt;
    const { id: attemptId } = attempt;
    parts.log.warn({ err: error, attemptId }, 'an order is placed, its attempt is completed later');
    if (!isQueueFull(error)) await giveBack(parts, attempt, run);
    return attempt;
  }
}

/**
 * Too many completions wait, and as many statements more would not help: the lease ends by itself.
 * What the database refused, such as a deadlock lost twice, is the cause of its error.
 */
const isQueueFull = (error: unknown): boolean =>
  isContractError(error, 'unavailable') && error.cause === undefined;

async function takeBackAll(parts: CheckoutParts, attempt: Attempt, run: Run): Promise<Moved> {
  let isTakenBack: boolean;
  try {
    isTakenBack = await undo(parts, attempt, run.context);
  } catch (error) {
    if (!isContractError(error)) throw error;
    parts.log.warn({ attemptId: attempt.id, code: error.code }, 'the undo is not finished yet');
    isTakenBack = false;
  }
  if (!isTakenBack) return rest(parts, attempt, {});
  const event = attempt.problem?.isAnswer ? 'undone-with-answer' : 'undone-without-answer';
  return {
    attempt: await parts.attempts.advance(attempt, event, { undoSteps: [] }),
    isAtRest: true,
  };
}

/** Gives the lease back until the attempt is due again. */
async function rest(
  parts: CheckoutParts,
  attempt: Attempt,
  o: { waitMs?: number; paymentStatus?: string },
): Promise<Moved> {
  const waitMs = o.waitMs ?? waitBeforeNextRunMs(attempt.runs);
  if (attempt.ageMs > alarmAgeMs) {
    const { id: attemptId, state, paymentTryId } = attempt;
    parts.log.error({ attemptId, state, paymentTryId }, 'a checkout is open for more than a day');
  }
  return { attempt: await postpone(parts.db, attempt, { ...o, waitMs }), isAtRest: true };
}
