import type { CallContext } from '@cartwright/contract';

/** Context of work that no request asked for: jobs, sweeps, subscriptions. */
export const backgroundContext = (o: { timeoutMs: number }): CallContext => ({
  actor: { kind: 'system' },
  deadline: Date.now() + o.timeoutMs,
});

/** Milliseconds left; 0 when the deadline has passed. */
export const remainingMs = (context: { deadline: number }): number =>
  Math.max(0, context.deadline - Date.now());
