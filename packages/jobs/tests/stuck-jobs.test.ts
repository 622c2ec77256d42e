import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { logger, renderMetrics } from '@cartwright/telemetry';
import { createTestDatabase } from '@cartwright/testing/test-database';
import { waitFor } from '@cartwright/testing/wait';
import { sql } from 'kysely';
import Type from 'typebox';
import {
  createJobRunner,
  defineJob,
  dropDeadJob,
  hurryFailedJobs,
  listDeadJobs,
  measureDueJobs,
} from '../src/index.ts';

const { db, pool, close } = await createTestDatabase('worker');
after(() => close());

test('a job that waits for its next try runs now, a dead one that is dropped never', async () => {
  let tries = 0;
  const failing = defineJob({
    name: 'failing',
    data: Type.Object({ mailId: Type.String() }),
    attemptsMax: 2,
    run: async () => {
      tries += 1;
      throw new Error('the provider is away');
    },
  });
  const log = logger({ level: 'silent' });
  const runner = createJobRunner({ service: 'worker', db, pool, log });
  await runner.start([failing]);
  try {
    await transaction(db, (tx) => runner.queue.enqueue(tx, 'failing', { mailId: 'm' }));
    const { jobId } = await waitFor('the first failure', async () => {
      const { rows } = await sql<{ jobId: string }>`
        update _private_jobs
        set run_at = now() + interval '6 hours'
        where attempts = 1 and locked_at is null
        returning id::text as "jobId"
      `.execute(db);
      return rows[0];
    });
    assert.equal(await dropDeadJob(db, jobId), false, 'it is not dead');
    assert.equal(await hurryFailedJobs(db), 1);
    await waitFor('the dead letter', async () => (await listDeadJobs(db))[0]);
    assert.equal(await hurryFailedJobs(db), 0);
    assert.equal(await dropDeadJob(db, jobId), true);
    assert.deepEqual(await listDeadJobs(db), []);
    assert.equal(tries, 2);
  } finally {
    await runner.stop();
  }
});

test('tells how many jobs are due and for how long', async () => {
  const log = logger({ level: 'silent' });
  const { queue } = createJobRunner({ service: 'worker', db, pool, log });
  const figures = async (): Promise<string[]> => {
    await measureDueJobs(db, 'worker');
    const { body } = await renderMetrics();
    return body.match(/^cartwright_jobs_due.*$/gm) ?? [];
  };
  await sql`delete from _private_jobs`.execute(db);
  assert.deepEqual(await figures(), [
    'cartwright_jobs_due{service="worker"} 0',
    'cartwright_jobs_due_age_seconds{service="worker"} 0',
  ]);
  for (const seconds of [-90, -30, 600]) {
    const runAt = new Date(Date.now() + seconds * 1_000);
    await transaction(db, (tx) => queue.enqueue(tx, 'late', { mailId: 'm' }, { runAt }));
  }
  const [due, age] = await figures();
  assert.equal(due, 'cartwright_jobs_due{service="worker"} 2');
  assert.match(age ?? '', /^cartwright_jobs_due_age_seconds\{service="worker"\} 9\d(\.\d+)?$/);
});
