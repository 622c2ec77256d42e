import { overloaded } from '@cartwright/http';

/** Runs the work when its turn comes, or refuses it when the deadline (epoch ms) is too near. */
export type Turns = <T>(work: () => Promise<T>, deadline: number) => Promise<T>;

/** Each may take seconds in a large shop: whoever comes after so many would give up waiting. */
export const WAITING_MAX = 30;

/** It may take seconds, and would do so for nobody. */
const workMsMin = 1_000;

/** One at a time, in the order of asking; refuses as overloaded. */
export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return async (work, deadline) => {
    if (waiting.length >= WAITING_MAX) throw overloaded();
    if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
    isTaken = true;
    try {
      if (Date.now() + workMsMin > deadline) throw overloaded();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    }
  };
}
