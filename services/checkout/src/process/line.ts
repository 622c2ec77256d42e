import { ContractError } from '@cartwright/contract';

/** Lets a bounded number of checkouts run at once; the others wait in order of arrival. */
export interface Line {
  /** Whether somebody who enters now would have to wait. */
  isFull: () => boolean;
  /** Waits for a turn and answers what ends it; throws `unavailable` when none comes in time. */
  enter: (waitUntil: number) => Promise<() => void>;
}

/**
 * A crowd that runs all at once shares the machine so evenly that everybody is too late: 300
 * shoppers on two cores all got their answer after 10 s, or none. In line, the first are done at
 * once and the last no later than they would have been.
 */
export function createLine(o: { atOnceMax: number; waitingMax: number }): Line {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    isFull: () => running >= o.atOnceMax,
    enter: async (waitUntil) => {
      if (running < o.atOnceMax) running += 1;
      else {
        if (waiting.length >= o.waitingMax) throw new ContractError('unavailable');
        await turn(waiting, waitUntil);
      }
      let hasLeft = false;
      return () => {
        if (!hasLeft) leave();
        hasLeft = true;
      };
    },
  };
}

/** The turn of whoever leaves is handed on, so it is never free for somebody who comes later. */
function turn(waiting: (() => void)[], waitUntil: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => {
        waiting.splice(waiting.indexOf(mine), 1);
        reject(new ContractError('unavailable'));
      },
      Math.max(0, waitUntil - Date.now()),
    );
    const mine = (): void => {
      clearTimeout(timer);
      resolve();
    };
    waiting.push(mine);
  });
}
