import { backgroundContext } from '@cartwright/http';
import type { Attempt } from '../domain/attempt.ts';
import { cleanUpAfterLostLease } from '../process/clean-up.ts';
import { drive } from '../process/drive.ts';
import type { CheckoutParts } from '../process/parts.ts';
import { LeaseLost } from '../store/advance-attempt.ts';
import { claimDueAttempts } from '../store/claim-attempts.ts';

/** Each takes a connection now and then and mostly waits for the provider. */
const atOnceMax = 8;
/** Longer than payments waits for its provider. */
const runMs = 12_000;
const leaseMs = runMs + 3_000;

export interface Resumer {
  /**
   * Takes up due attempts, and more whenever there is room again, until none is left or `stopping`
   * says so. Returns without waiting for the last ones.
   */
  sweep(stopping?: AbortSignal): Promise<void>;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

/**
 * Takes up attempts that a crash, a time-out or a waiting payment left behind: forward when the
 * payment is authorised, back when it is not. A slow one does not hold up the others.
 */
export function createResumer(parts: CheckoutParts): Resumer {
  const running = new Set<Promise<void>>();
  return {
    sweep: async (stopping) => {
      while (stopping?.aborted !== true) {
        const limit = atOnceMax - running.size;
        if (limit <= 0) return;
        const claimed = await claimDueAttempts(parts.db, { owner: parts.owner, leaseMs, limit });
        for (const attempt of claimed) {
          const run = resume(parts, attempt).finally(() => running.delete(run));
          running.add(run);
        }
        if (claimed.length < limit) return;
        await Promise.race(running);
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Never throws: what fails is not due again before a pause. */
async function resume(parts: CheckoutParts, attempt: Attempt): Promise<void> {
  const { id: attemptId } = attempt;
  try {
    const context = backgroundContext({ timeoutMs: runMs });
    const { attempt: moved } = await drive(parts, attempt, { context });
    parts.log.info({ attemptId, from: attempt.state, state: moved.state }, 'resumed a checkout');
  } catch (error) {
    if (error instanceof LeaseLost) return cleanUp(parts, attemptId);
    parts.log.error({ err: error, attemptId }, 'a checkout could not be resumed');
  }
}

async function cleanUp(parts: CheckoutParts, attemptId: string): Promise<void> {
  try {
    await cleanUpAfterLostLease(parts, attemptId, backgroundContext({ timeoutMs: runMs }));
  } catch (error) {
    parts.log.error({ err: error, attemptId }, 'cleaning up after a lost lease failed');
  }
}
