import { type Database, type Tx, transaction } from '@cartwright/database';
import { defineJob, type JobQueue } from '@cartwright/jobs';
import Type from 'typebox';
import { forgetOrdered } from '../store/forget-attempt.ts';
import type { DB } from '../store/tables.generated.ts';
import { nextLook } from './next-look.ts';

interface Parts {
  db: Database<DB>;
  jobs: Pick<JobQueue, 'enqueue'>;
}

/** Forgets the attempt of an erased order whose process died before it was completed. */
export const forgetOrder = ({ db, jobs }: Parts) =>
  defineJob({
    name: 'forget-order',
    data: Type.Object({
      attemptId: Type.String(),
      /** How often it has waited for the attempt. */
      waits: Type.Integer({ minimum: 1 }),
    }),
    // With growing pauses these span days: a shopper who asked for it must not be remembered.
    attemptsMax: 25,
    run: ({ attemptId, waits }) =>
      transaction(db, (tx) => forgetOrWait(jobs, tx, { attemptId, waits })),
  });

/** Forgets the attempt, or has a job look again when it is still open. */
export async function forgetOrWait(
  jobs: Pick<JobQueue, 'enqueue'>,
  tx: Tx<DB>,
  { attemptId, waits }: { attemptId: string; waits: number },
): Promise<void> {
  if (await forgetOrdered(tx, attemptId)) return;
  const data = { attemptId, waits: waits + 1 };
  await jobs.enqueue(tx, 'forget-order', data, nextLook(attemptId, waits));
}
