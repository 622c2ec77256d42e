import { ContractError } from '@cartwright/contract';

/** Runs the work when its turn comes, or refuses it when that is past the deadline (epoch ms). */
export type Turns = <T>(work: () => Promise<T>, deadline: number) => Promise<T>;

/** Each may take seconds in a large shop: whoever comes after so many would give up waiting. */
export const WAITING_MAX = 30;

/** One at a time, in the order of asking. @throws ContractError `unavailable` */
export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return async (work, deadline) => {
    // Without a time to come again, which would close the gateway to all reads.
    if (waiting.length >= WAITING_MAX) throw new ContractError('unavailable');
    if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
    isTaken = true;
    try {
      if (Date.now() >= deadline) throw new ContractError('unavailable');
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    }
  };
}
