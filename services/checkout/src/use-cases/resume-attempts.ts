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
   * Takes up due attempts, and more whenever there is room again, until none is left, one of them
   * fails or `stopping` says so. Returns without waiting for the last ones.
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
  const running = new Set<Promise<boolean>>();
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
        // One that failed is due again at once, and shall not be tried without a pause.
        if (!(await Promise.race(running))) return;
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** False when something of ours failed, so that the attempt stands where it stood. */
async function resume(parts: CheckoutParts, attempt: Attempt): Promise<boolean> {
  const { id: attemptId } = attempt;
  try {
    const context = backgroundContext({ timeoutMs: runMs });
    const { attempt: moved, isUnwritten } = await drive(parts, attempt, { context });
    if (isUnwritten === true) return false;
    parts.log.info({ attemptId, from: attempt.state, to: moved.state }, 'resumed a checkout');
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) return cleanUp(parts, attemptId);
    // Its lease is given back or ends: the next sweep takes it up again.
    parts.log.error({ err: error, attemptId }, 'a checkout could not be resumed');
    return false;
  }
}

async function cleanUp(parts: CheckoutParts, attemptId: string): Promise<boolean> {
  try {
    await cleanUpAfterLostLease(parts, attemptId, backgroundContext({ timeoutMs: runMs }));
    return true;
  } catch (error) {
    parts.log.error({ err: error, attemptId }, 'cleaning up after a lost lease failed');
    return false;
  }
}
