import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { logger } from '@cartwright/telemetry';
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
