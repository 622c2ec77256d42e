import { ContractError } from '@cartwright/contract';

/** Long enough for a queue of a second to be served, short enough for somebody who waits. */
const retryAfterSecondsDefault = 2;

/**
 * The refusal of work that was not begun because too much of it waits already. It is told from a
 * fault by naming when to come back: nobody needs to be woken for it, and no client of ours tries
 * again by itself, which would only add to the load.
 */
export const overloaded = (retryAfterSeconds = retryAfterSecondsDefault): ContractError =>
  new ContractError('unavailable', { data: { retryAfterSeconds } });

export const isOverload = (error: unknown): error is ContractError =>
  error instanceof ContractError &&
  error.code === 'unavailable' &&
  error.data.retryAfterSeconds !== undefined;

/** Seconds for the `Retry-After` header of a refusal. */
export const retryAfterOf = (error: ContractError): string =>
  String(error.data.retryAfterSeconds ?? retryAfterSecondsDefault);
