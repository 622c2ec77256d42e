import type { DatabaseSync } from 'node:sqlite';

/** More waiting than this and callers are told to come back: 5,000 is some seconds of work. */
const WAITING_MAX = 5_000;
/** One commit carries at most this many, so that nobody waits long for others. */
const BATCH_MAX = 500;

export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export interface GroupCommit {
  /** Runs `work` in a transaction; resolves once it is on the disk. A throw undoes it alone. */
  write<T>(work: () => T): Promise<T>;
}

interface Member {
  run: () => void;
  settle: (commitError?: unknown) => void;
}

/**
 * Every commit waits for the disk (synchronous=FULL), so changes that arrive together share one:
 * a shop under load would otherwise measure this provider's disk and not itself.
 */
export function createGroupCommit(db: DatabaseSync): GroupCommit {
  const waiting: Member[] = [];
  const [save, undo, keep] = [
    db.prepare('savepoint member'),
    db.prepare('rollback to member'),
    db.prepare('release member'),
  ];
  let isScheduled = false;

  function flush(): void {
    isScheduled = false;
    const batch = waiting.splice(0, BATCH_MAX);
    let commitError: unknown;
    try {
      db.exec('begin immediate');
      for (const member of batch) member.run();
      db.exec('commit');
    } catch (error) {
      commitError = error;
      if (db.isTransaction) db.exec('rollback');
    }
    for (const member of batch) member.settle(commitError);
    if (waiting.length > 0) schedule();
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(flush);
  }

  return {
    write<T>(work: () => T): Promise<T> {
      if (waiting.length >= WAITING_MAX) return Promise.reject(new Overloaded('too many waiting'));
      return new Promise<T>((resolve, reject) => {
        let outcome: { value: T } | { error: unknown } | undefined;
        waiting.push({
          run() {
            save.run();
            try {
              outcome = { value: work() };
            } catch (error) {
              outcome = { error };
              undo.run();
            }
            keep.run();
          },
          settle(commitError) {
            if (commitError !== undefined || outcome === undefined) reject(commitError);
            else if ('error' in outcome) reject(outcome.error);
            else resolve(outcome.value);
          },
        });
        schedule();
      });
    },
  };
}
