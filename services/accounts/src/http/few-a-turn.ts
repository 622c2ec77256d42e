import { overloaded } from '@cartwright/http';

/** Each keeps the thread for a millisecond or two. */
const perTurnMax = 4;

/** Half a second of work: whoever comes behind so many is told to come back. */
const waitingMax = 256;

/**
 * Lets few begin in one turn of the event loop; who comes later waits, or is refused as overloaded.
 * Most calls of better-auth wait for nothing, so that all that came in one turn would be done in
 * it: with a hundred clients that ask on and on, each step of a checkout waited for a hundred.
 */
export function fewATurn(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const letIn = (): void => {
    for (const begin of waiting.splice(0, perTurnMax)) begin();
    if (waiting.length > 0) setImmediate(letIn);
  };
  return async () => {
    if (waiting.length >= waitingMax) throw overloaded();
    if (waiting.length === 0) setImmediate(letIn);
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
}
