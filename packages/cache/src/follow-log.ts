import type { EventBatch } from '@cartwright/contract';
import { type CommittedEvent, onCommitted, startPollLoop } from '@cartwright/events';
import type { Logger } from '@cartwright/telemetry';
import type { ReadCache } from './read-cache.ts';

/** The event log of a service whose answers are kept. */
interface FollowedLog {
  service: string;
  /** Reads through the service's contract; must end within 2 s. */
  read: (query: { after: number; limit: number }) => Promise<EventBatch>;
  /** The tags of the answers that an event ends. */
  endedBy: (event: CommittedEvent) => readonly string[];
}

export interface RunningFollower {
  stop(): Promise<void>;
}

/** Four reads in the 2 s within which every process shows a change. */
const pauseMs = 500;
/** The most that the contract gives in one page. */
const pageMax = 500;
/** Beyond the end of every log: answers with the head and no event. */
const beyond = Number.MAX_SAFE_INTEGER;

interface Place {
  incarnation: string;
  position: number;
}

/**
 * Ends kept answers as a log tells of changes: at once for those that this process commits itself,
 * by reading for those of others. It begins at the log's head and remembers its place in memory
 * only; whenever it cannot be sure to have read every event, it empties the cache.
 */
export function followLog(o: {
  cache: ReadCache;
  log: FollowedLog;
  logger: Logger;
}): RunningFollower {
  const { cache, log, logger } = o;
  const end = (events: readonly CommittedEvent[]): void => {
    const tags = new Set(events.flatMap((event) => log.endedBy(event)));
    if (tags.size > 0) cache.end([...tags]);
  };
  const stopHearing = onCommitted(log.service, end);
  let place: Place | undefined;
  const loop = startPollLoop({
    minMs: pauseMs,
    maxMs: pauseMs,
    collectMs: 0,
    step: async () => {
      const at = performance.now();
      const batch = await log.read({ after: place?.position ?? beyond, limit: pageMax });
      const { items } = batch;
      if (place === undefined || !follows(batch, place)) {
        if (place !== undefined)
          logger.warn({ publisher: log.service }, 'event log does not go on where it was read');
        cache.clear();
        place = { incarnation: batch.incarnation, position: batch.head };
      } else {
        end(items);
        place = { ...place, position: place.position + items.length };
      }
      if (place.position < batch.head) return 'more';
      cache.confirm(log.service, at);
      return 'idle';
    },
    onError: (error, failuresInARow) => {
      if (failuresInARow === 1)
        logger.warn({ err: error, publisher: log.service }, 'the read cache cannot follow a log');
    },
  });
  return {
    stop: async () => {
      stopHearing();
      await loop.stop();
    },
  };
}

/** Whether a batch goes on, without a gap, at the place up to which the log has been read. */
function follows({ incarnation, head, items }: EventBatch, place: Place): boolean {
  if (incarnation !== place.incarnation || head < place.position) return false;
  if (items.length === 0) return head === place.position;
  return items.every(({ position }, index) => position === place.position + 1 + index);
}
