import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { transaction } from '@cartwright/database';
import { logger } from '@cartwright/telemetry';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing/test-database';
import { waitFor } from '@cartwright/testing/wait';
import { sql } from 'kysely';
import Type from 'typebox';
import {
  createJobRunner,
  defineJob,
  type JobDefinition,
  type JobRunner,
  listDeadJobs,
  retryDeadJob,
} from '../src/index.ts';

const silent = logger({ level: 'silent' });
let database: TestDatabase<unknown>;
const runners: JobRunner[] = [];

before(async () => {
  database = await createTestDatabase('worker');
});
after(async () => {
  await Promise.all(runners.map((runner) => runner.stop()));
  await database.close();
});

async function startRunner(
  definitions: readonly JobDefinition[],
  log = silent,
): Promise<JobRunner> {
  const runner = createJobRunner({ service: 'worker', db: database.db, pool: database.pool, log });
  runners.push(runner);
  await runner.start(definitions);
  return runner;
}

const Mail = Type.Object({ mailId: Type.String() });
const settled = (runner: JobRunner) => waitFor('idle jobs', () => runner.isSettled());

test('runs a job once its transaction commits, and none of one that rolls back', async () => {
  const sent: string[] = [];
  const sendMail = defineJob({
    name: 'send-mail',
    data: Mail,
    attemptsMax: 3,
    run: async ({ mailId }) => void sent.push(mailId),
  });
  const runner = await startRunner([sendMail]);
  await transaction(database.db, (tx) => runner.queue.enqueue(tx, 'send-mail', { mailId: 'one' }));
  const undone = transaction(database.db, async (tx) => {
    await runner.queue.enqueue(tx, 'send-mail', { mailId: 'undone' });
    throw new Error('rolled back');
  });
  await assert.rejects(undone, /rolled back/);
  await settled(runner);
  assert.deepEqual(sent, ['one']);
  await runner.stop();
});

test('replaces a job with the same key that has not started', async () => {
  const sent: string[] = [];
  const runner = await startRunner([
    defineJob({
      name: 'keyed',
      data: Mail,
      attemptsMax: 3,
      run: async ({ mailId }) => void sent.push(mailId),
    }),
  ]);
  const runAt = new Date(Date.now() + 300);
  await transaction(database.db, (tx) =>
    runner.queue.enqueue(tx, 'keyed', { mailId: 'first' }, { key: 'k', runAt }),
  );
  await transaction(database.db, (tx) =>
    runner.queue.enqueue(tx, 'keyed', { mailId: 'second' }, { key: 'k', runAt }),
  );
  await waitFor('the second', () => sent.length > 0);
  await settled(runner);
  assert.deepEqual(sent, ['second']);
  await runner.stop();
});

test('tries a failing job again, gives it up, and runs it anew when an operator asks', async () => {
  const tries: { tryNumber: number; isLastTry: boolean }[] = [];
  let isFixed = false;
  const runner = await startRunner([
    defineJob({
      name: 'flaky',
      data: Mail,
      attemptsMax: 2,
      run: async (_, { tryNumber, isLastTry }) => {
        tries.push({ tryNumber, isLastTry });
        if (!isFixed) throw new Error('the provider is away');
      },
    }),
  ]);
  await transaction(database.db, (tx) => runner.queue.enqueue(tx, 'flaky', { mailId: 'm' }));
  await waitFor('the first failure', () => isWaiting('flaky'));
  assert.deepEqual(await listDeadJobs(database.db), []);
  // Not the 3 s of the real pause.
  await sql`update _private_jobs set run_at = now()`.execute(database.db);
  const dead = await waitFor('the dead letter', async () => (await listDeadJobs(database.db))[0]);
  assert.equal(dead.name, 'flaky');
  assert.equal(dead.lastError, 'the provider is away');
  assert.deepEqual(tries, [
    { tryNumber: 1, isLastTry: false },
    { tryNumber: 2, isLastTry: true },
  ]);
  isFixed = true;
  assert.equal(await retryDeadJob(database.db, dead.jobId), true);
  await waitFor('the third try', () => tries.length === 3);
  await settled(runner);
  assert.deepEqual(await listDeadJobs(database.db), []);
  assert.equal(await retryDeadJob(database.db, dead.jobId), false);
  await runner.stop();
});

test('runs jobs that were added together, and tries those again that failed', async () => {
  const tries: string[] = [];
  const runner = await startRunner([
    defineJob({
      name: 'crowd',
      data: Mail,
      attemptsMax: 2,
      run: async ({ mailId }, { tryNumber }) => {
        tries.push(`${mailId} ${tryNumber}`);
        if (mailId === 'odd') throw new Error('the provider is away');
      },
    }),
  ]);
  const ids = [...Array.from({ length: 39 }, (_, index) => String(index)), 'odd'];
  await transaction(database.db, (tx) =>
    runner.queue.enqueueAll(
      tx,
      'crowd',
      ids.map((mailId) => ({ data: { mailId } })),
    ),
  );
  await waitFor('the first failure', () => isWaiting('crowd'));
  assert.deepEqual(tries.toSorted(), ids.map((mailId) => `${mailId} 1`).toSorted());
  await sql`update _private_jobs set run_at = now()`.execute(database.db);
  const dead = await waitFor('the dead letter', async () => (await listDeadJobs(database.db))[0]);
  assert.match(dead.lastError ?? '', /the provider is away/);
  assert.deepEqual(tries.slice(ids.length), ['odd 2']);
  assert.equal(await retryDeadJob(database.db, dead.jobId), true);
  await waitFor('the third try', () => tries.length === ids.length + 2);
  await sql`delete from _private_jobs`.execute(database.db);
  await settled(runner);
  await runner.stop();
});

test('tells of how many of those that were added together are done', async () => {
  const lines: unknown[] = [];
  const log = logger({ destination: { write: (line) => void lines.push(JSON.parse(line)) } });
  const pair = defineJob({
    name: 'pair',
    data: Mail,
    attemptsMax: 1,
    run: async ({ mailId }) => {
      if (mailId === 'odd') throw new Error('the provider is away');
    },
  });
  const runner = await startRunner([pair], log);
  const jobs = ['even', 'odd'].map((mailId) => ({ data: { mailId } }));
  await transaction(database.db, (tx) => runner.queue.enqueueAll(tx, 'pair', jobs));
  await waitFor('the dead letter', async () => (await listDeadJobs(database.db))[0]);
  assert.partialDeepStrictEqual(lines, [
    { level: 'info', members: 1, msg: 'job done' },
    { level: 'error', msg: 'job given up: see `npm run cartwright -- jobs status`' },
  ]);
  await sql`delete from _private_jobs`.execute(database.db);
  await runner.stop();
});

async function isWaiting(name: string): Promise<boolean> {
  const found = await sql`
    select
    from _private_jobs as jobs
    join _private_tasks as tasks on tasks.id = jobs.task_id
    where tasks.identifier = ${name}
    and jobs.attempts = 1
    and jobs.locked_at is null
  `.execute(database.db);
  return found.rows.length === 1;
}

test('refuses unknown jobs, wrong data and two jobs of one name', async () => {
  const job = defineJob({ name: 'strict', data: Mail, attemptsMax: 1, run: async () => undefined });
  const runner = await startRunner([job]);
  const add = (name: string, data: object) =>
    transaction(database.db, (tx) => runner.queue.enqueue(tx, name, data));
  await assert.rejects(add('unheard-of', {}), /worker has no job unheard-of/);
  await assert.rejects(add('strict', { mailId: 7 }), /wrong data at \/mailId/);
  await runner.stop();
  await assert.rejects(startRunner([job, job]), /same name/);
});

test('lists all that were given up, page by page', async () => {
  await sql`
    select
    from add_jobs(array(
      select row('forgotten', '{}', null, now(), 1, null, null, null)::job_spec
      from generate_series(1, 201)
    ))
  `.execute(database.db);
  await sql`update _private_jobs set attempts = max_attempts`.execute(database.db);
  const first = await listDeadJobs(database.db);
  const rest = await listDeadJobs(database.db, { after: first.at(-1)?.jobId ?? '0' });
  assert.deepEqual([first.length, rest.length], [200, 1]);
  await sql`delete from _private_jobs`.execute(database.db);
});

test('frees the jobs of a dead process, and not those of a living one', async () => {
  const ran: string[] = [];
  let finish = (): void => undefined;
  const blocked = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const runner = await startRunner([
    defineJob({
      name: 'held',
      data: Mail,
      attemptsMax: 5,
      run: async ({ mailId }) => {
        ran.push(mailId);
        if (mailId === 'living') await blocked;
      },
    }),
  ]);
  await transaction(database.db, (tx) => runner.queue.enqueue(tx, 'held', { mailId: 'living' }));
  await waitFor('the living job to run', () => ran.length === 1);
  // A job is never locked long ago by a queue that has not yet taken its lock, half a second in.
  await waitFor('the living queue to hold its lock', async () => {
    const held = await sql<{ isFree: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(locked_by, 0)) as "isFree"
      from _private_jobs
      where locked_by is not null
    `.execute(database.db);
    return held.rows[0]?.isFree === false;
  });
  // As a killed process leaves it: locked long ago by a queue whose lock nobody holds.
  await transaction(database.db, async (tx) => {
    await runner.queue.enqueue(tx, 'held', { mailId: 'orphan' });
    await sql`
      update _private_jobs
      set locked_by = 'pool-of-the-dead', locked_at = now() - interval '1 minute', attempts = 1
      where locked_at is null
    `.execute(tx);
    await sql`
      update _private_jobs
      set locked_at = now() - interval '1 minute'
      where locked_by <> 'pool-of-the-dead'
    `.execute(tx);
  });
  const other = await startRunner([
    defineJob({ name: 'other', data: Mail, attemptsMax: 1, run: async () => undefined }),
  ]);
  await waitFor('the orphan to run', () => ran.includes('orphan'));
  finish();
  await settled(runner);
  assert.deepEqual(ran, ['living', 'orphan']);
  await Promise.all([runner.stop(), other.stop()]);
});

/** The pool of a queue that sees no database at times, while the test's own statements do. */
function breakable(state: { isAway: boolean }): typeof database.pool {
  return new Proxy(database.pool, {
    get: (target, name) => {
      if (name === 'connect' && state.isAway)
        return async (told?: (error: Error) => void) => {
          const refused = Object.assign(new Error('connect ECONNREFUSED'), {
            code: 'ECONNREFUSED',
          });
          if (told === undefined) throw refused;
          told(refused);
        };
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

test('a queue that starts while its database is away works when it is back', async () => {
  const ran: string[] = [];
  const state = { isAway: true };
  const runner = createJobRunner({
    service: 'worker',
    db: database.db,
    pool: breakable(state),
    log: silent,
  });
  runners.push(runner);
  const run = async ({ mailId }: { mailId: string }) => void ran.push(mailId);
  await runner.start([defineJob({ name: 'starts-late', data: Mail, attemptsMax: 5, run })]);
  await transaction(database.db, (tx) =>
    runner.queue.enqueue(tx, 'starts-late', { mailId: 'first' }),
  );
  // Longer than its first looks take, which all fail.
  await delay(3_000);
  assert.deepEqual(ran, []);
  state.isAway = false;
  await waitFor('the job to run', () => ran.length === 1, { timeoutMs: 20_000 });
  await settled(runner);
  await runner.stop();
});

for (const outcome of ['succeeds', 'fails'] as const)
  test(`goes on when the end of a job that ${outcome} cannot be written down`, async () => {
    const ran: string[] = [];
    const state = { isAway: false };
    const broken = breakable(state);
    const runner = createJobRunner({
      service: 'worker',
      db: database.db,
      pool: broken,
      log: silent,
    });
    runners.push(runner);
    const name = `ends-${outcome}`;
    await runner.start([
      defineJob({
        name,
        data: Mail,
        attemptsMax: 5,
        run: async ({ mailId }) => {
          ran.push(mailId);
          if (ran.length > 1) return;
          state.isAway = true;
          if (outcome === 'fails') throw new Error('the database is away');
        },
      }),
    ]);
    const add = (mailId: string) =>
      transaction(database.db, (tx) => runner.queue.enqueue(tx, name, { mailId }));
    await add('first');
    await waitFor('the first to run', () => ran.length === 1);
    await delay(500);
    state.isAway = false;
    await add('second');
    await waitFor('the second to run', () => ran.includes('second'), { timeoutMs: 10_000 });
    await waitFor('the first to run again', () => ran.filter((id) => id === 'first').length > 1, {
      timeoutMs: 20_000,
    });
    await settled(runner);
    await runner.stop();
  });

test('jobs that were fetched and not begun outlive a queue that ends without its database', async () => {
  const ran = new Set<string>();
  const state = { isAway: false };
  const runner = createJobRunner({
    service: 'worker',
    db: database.db,
    pool: breakable(state),
    log: silent,
  });
  runners.push(runner);
  const name = 'fetched';
  await runner.start([
    defineJob({
      name,
      data: Mail,
      attemptsMax: 5,
      run: async ({ mailId }) => {
        if (ran.size === 0) state.isAway = true;
        ran.add(mailId);
        await delay(250);
      },
    }),
  ]);
  const mailIds = Array.from({ length: 30 }, (_, at) => `mail-${at}`);
  await transaction(database.db, async (tx) => {
    for (const mailId of mailIds) await runner.queue.enqueue(tx, name, { mailId });
  });
  await waitFor('the first to run', () => ran.size > 0);
  // Its workers end the jobs that they have begun; the others go back in vain.
  await delay(2_000);
  assert.ok(ran.size < mailIds.length, `${ran.size} had run by then`);
  state.isAway = false;
  await waitFor('all to run', () => ran.size === mailIds.length, { timeoutMs: 30_000 });
  await settled(runner);
  await runner.stop();
});
