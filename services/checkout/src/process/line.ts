import { overloaded } from '@cartwright/http';

/** Lets a bounded number of checkouts run at once; the others wait in order of arrival. */
export interface Line {
  /**
   * Whether it is worth to look for another way before entering. Not while the line takes too long:
   * newcomers are then refused at once, and looking would cost those in line their time.
   */
  isFull: () => boolean;
  /** Waits for a turn and answers what ends it; refuses as overloaded when none can be had. */
  enter: (waitUntil: number) => Promise<() => void>;
}

interface LineLimits {
  atOnceMax: number;
  /** Most who wait, whatever else holds: it bounds the memory that they take. */
  waitingMax: number;
  /** Beyond a burst nobody is taken in who would wait longer, as turns were given lately. */
  waitMsMax?: number;
  /** So many who come to a line that has rested are taken in, however long they will wait. */
  burstMax?: number;
}

interface Waiting {
  waitUntil: number;
  takeTurn: () => void;
  refuse: () => void;
}

/** How often those are sent away whose time has run out: one timer for all of them. */
const sweepMs = 250;

/**
 * A crowd that runs all at once shares the machine so evenly that everybody is too late: 300
 * shoppers on two cores all got their answer after 10 s, or none. In line, the first are done at
 * once and the last no later than they would have been.
 *
 * A crowd comes once and is served; a load above what the machine can do keeps coming, and would
 * make the line longer until everybody in it is too late. So a burst that meets a line at rest is
 * taken in, and after it the line is held to a time and not to a length, since machines differ: no
 * more may wait than were given a turn within the last `waitMsMax`. Refusing by how long the first
 * has waited was tried: the line then swings between empty and four times too long.
 */
export function createLine({
  atOnceMax,
  waitingMax,
  waitMsMax = 1_000,
  burstMax = 512,
}: LineLimits): Line {
  let waiting: Waiting[] = [];
  let running = 0;
  let takenSinceRest = 0;
  /** When turns were handed on, as far back as counts. */
  const turns: number[] = [];
  let sweeper: NodeJS.Timeout | undefined;

  const isTooLong = (): boolean => {
    if (takenSinceRest < burstMax) return false;
    const since = Date.now() - waitMsMax;
    while (turns[0] !== undefined && turns[0] < since) turns.shift();
    return waiting.length > turns.length;
  };
  const sendLateAway = (): void => {
    const now = Date.now();
    for (const one of waiting) if (one.waitUntil <= now) one.refuse();
    waiting = waiting.filter(({ waitUntil }) => waitUntil > now);
    if (waiting.length > 0) return;
    clearInterval(sweeper);
    sweeper = undefined;
  };
  /** The turn of whoever leaves is handed on, so it is never free for somebody who comes later. */
  const leave = (): void => {
    const now = Date.now();
    let next = waiting.shift();
    for (; next !== undefined && next.waitUntil <= now; next = waiting.shift()) next.refuse();
    if (next === undefined) running -= 1;
    else {
      next.takeTurn();
      turns.push(now);
      if (turns.length > waitingMax) turns.shift();
    }
    // With half of the places free the crowd has been served and no other has come.
    if (running <= atOnceMax / 2) takenSinceRest = 0;
  };
  const waitForTurn = (waitUntil: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const refuse = () => reject(overloaded());
      waiting.push({ waitUntil, takeTurn: resolve, refuse });
      sweeper ??= setInterval(sendLateAway, sweepMs);
    });
  return {
    isFull: () => running >= atOnceMax && !isTooLong(),
    enter: async (waitUntil) => {
      if (running < atOnceMax) running += 1;
      else {
        if (waiting.length >= waitingMax || isTooLong()) throw overloaded();
        takenSinceRest += 1;
        await waitForTurn(waitUntil);
      }
      let hasLeft = false;
      return () => {
        if (!hasLeft) leave();
        hasLeft = true;
      };
    },
  };
}
