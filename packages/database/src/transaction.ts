import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { isSerializationFault } from './database-errors.ts';
import type { Database, Tx } from './open-database.ts';
import { longStatements } from './watchful-pool.ts';

interface TransactionState {
  isOpen: boolean;
  afterCommit: (() => void)[];
}

const states = new AsyncLocalStorage<TransactionState>();

// Deadlocks that survive three runs come from a wrong lock order, which more runs would hide.
const runsMax = 3;

/**
 * Runs SQL in one transaction (read committed) and commits it. It runs again, at most three times
 * in all, when PostgreSQL ended it because of others (deadlock, serialization), so `run` must do
 * nothing but SQL. Nothing else is retried: after a broken connection nobody knows the outcome.
 * `statementTimeoutMs` is for reads that may take longer than a request.
 */
export async function transaction<T, R>(
  db: Database<T>,
  run: (tx: Tx<T>) => Promise<R>,
  { statementTimeoutMs }: { statementTimeoutMs?: number } = {},
): Promise<R> {
  if (isInTransaction()) {
    throw new Error('A transaction is open already: pass its tx on instead of opening a second');
  }
  for (let runs = 1; ; runs += 1) {
    try {
      if (statementTimeoutMs === undefined) return await runOnce(db, run);
      return await longStatements.run(statementTimeoutMs, () =>
        runOnce(db, async (tx) => {
          await sql`set local statement_timeout = ${sql.lit(statementTimeoutMs)}`.execute(tx);
          return run(tx);
        }),
      );
    } catch (error) {
      if (runs >= runsMax || !isSerializationFault(error)) throw error;
      await delay(5 * runs + Math.random() * 20);
    }
  }
}

async function runOnce<T, R>(db: Database<T>, run: (tx: Tx<T>) => Promise<R>): Promise<R> {
  const state: TransactionState = { isOpen: true, afterCommit: [] };
  let failure: { error: unknown } | undefined;
  let result: R;
  try {
    result = await db
      .transaction()
      .setIsolationLevel('read committed')
      .execute((tx) =>
        states.run(state, async () => {
          try {
            return await run(tx);
          } catch (error) {
            failure = { error };
            throw error;
          }
        }),
      );
  } catch (error) {
    // A rollback that fails on a broken connection must not hide what broke it.
    throw failure === undefined ? error : failure.error;
  } finally {
    state.isOpen = false;
  }
  for (const act of state.afterCommit) act();
  return result;
}

/** Whether the caller runs inside `transaction`: clients refuse to be called there. */
export const isInTransaction = (): boolean => states.getStore()?.isOpen === true;

/**
 * Runs `act` once the open transaction has committed, and never when it rolls back. For signals
 * inside this process only: a crash between commit and signal loses it. `act` must not throw.
 */
export function afterCommit(act: () => void): void {
  const state = states.getStore();
  if (state?.isOpen !== true) throw new Error('afterCommit is for use inside a transaction');
  state.afterCommit.push(act);
}
