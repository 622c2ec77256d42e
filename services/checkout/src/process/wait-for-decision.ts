import type { Attempt } from '../domain/attempt.ts';
import { isClosed } from '../domain/attempt-states.ts';
import type { CheckoutParts } from './parts.ts';

/** A notice wakes who waits in this process; the polls are for what other processes do. */
const firstPollMs = 200;
const pollMaxMs = 1_000;

/**
 * Waits until the attempt is closed or needs the shopper, at the latest until the deadline. Gives
 * the attempt as it then is.
 */
export async function waitForDecision(
  parts: CheckoutParts,
  attemptId: string,
  deadline: number,
): Promise<Attempt | undefined> {
  for (let pollMs = firstPollMs; ; pollMs = Math.min(pollMaxMs, pollMs * 1.5)) {
    // Registered before the look, so that no notice is lost between the two.
    const noticed = parts.noticeboard.waitFor(
      attemptId,
      Math.max(0, Math.min(pollMs, deadline - Date.now())),
    );
    const attempt = await parts.attempts.load(attemptId);
    const isDecided =
      attempt === undefined || isClosed(attempt.state) || attempt.state === 'awaiting-shopper';
    if (isDecided || Date.now() >= deadline) return attempt;
    await noticed;
  }
}
