import type { EventBatch } from '@cartwright/contract';
import type { ReadQuery } from './read-query.ts';

type Read = (query: ReadQuery) => Promise<EventBatch>;

/**
 * How long a read answers others too. What stands behind a position never changes within an
 * incarnation; there may only be more of it by now, which the next read brings.
 */
const sharedMs = 250;
/** Subscribers of one process stand at few places. */
const readsMax = 16;

/**
 * Has the subscribers of one process, which stand at the same place and wake together, read and
 * parse each event once. Nobody may change what he is given. An answer without events is not
 * shared: something may have come meanwhile.
 */
export function createSharedReads(read: Read): Read {
  const shared = new Map<string, { begunAt: number; batch: Promise<EventBatch> }>();

  const begin = (key: string, query: ReadQuery): Promise<EventBatch> => {
    const batch = read(query);
    shared.delete(key);
    shared.set(key, { begunAt: performance.now(), batch });
    const [oldest] = shared.keys();
    if (shared.size > readsMax && oldest !== undefined) shared.delete(oldest);
    return batch;
  };

  return async (query) => {
    if (query.afterEventId !== undefined) return read(query);
    const key = `${query.after} ${query.limit}`;
    const known = shared.get(key);
    if (known !== undefined && performance.now() - known.begunAt < sharedMs) {
      // A failure is the reader's who began; the next one tries by himself.
      const batch = await known.batch.catch(() => undefined);
      if (batch !== undefined && batch.items.length > 0) return batch;
    }
    return begin(key, query);
  };
}
