import type { CallContext } from '@cartwright/contract';

/** Context of work that no request asked for: jobs, sweeps, subscriptions. */
export const backgroundContext = (o: { timeoutMs: number }): CallContext => ({
  actor: { kind: 'system' },
  deadline: Date.now() + o.timeoutMs,
});

/** Milliseconds left; 0 when the deadline has passed. */
export const remainingMs = (context: { deadline: number }): number =>
  Math.max(0, context.deadline - Date.now());

/** The same call with less time, so that an answer can still be given after a callee's time-out. */
export const withTimeout = (context: CallContext, timeoutMs: number): CallContext => ({
  ...context,
  deadline: Math.min(context.deadline, Date.now() + timeoutMs),
});
