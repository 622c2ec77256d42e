import { parseArgs } from 'node:util';
import { transaction } from '@cartwright/database';
import {
  type DeadJob,
  dropDeadJob,
  hurryFailedJobs,
  listDeadJobs,
  retryDeadJob,
} from '@cartwright/jobs';
import { type Books, openBooks, servicesIn } from '../books.ts';
import { say, WrongUsage } from '../command-words.ts';
import { noteAct } from '../rights-given.ts';

/**
 * Shows the jobs that were given up, or has them run anew: all of them, then also those that wait
 * for another try, or one. Drops one for good.
 */
export async function jobs(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { service: { type: 'string' }, job: { type: 'string' } },
  });
  const [action = 'status', ...rest] = positionals;
  const wanted = servicesIn(values.service);
  // Numbers of jobs count within one service.
  const isOneOfMany = values.job !== undefined && values.service === undefined;
  const isNumber = values.job === undefined || /^\d{1,18}$/.test(values.job);
  const isKnown = ['status', 'retry', 'drop'].includes(action) && rest.length === 0;
  const isDropOfAll = action === 'drop' && values.job === undefined;
  if (!isKnown || !isNumber || isOneOfMany || isDropOfAll) throw new WrongUsage();
  const books = await openBooks(action === 'drop' ? [...wanted, 'accounts'] : wanted);
  try {
    let found = 0;
    for (const service of wanted)
      found += await look(books, { service, action, jobId: values.job });
    if (action !== 'drop' || found > 0) return 0;
    say(`${values.service}: no job ${values.job} that was given up`);
    return 1;
  } finally {
    await books.close();
  }
}

async function look(
  books: Books,
  o: { service: string; action: string; jobId: string | undefined },
): Promise<number> {
  const { db } = books.open(o.service);
  let found = 0;
  let page: DeadJob[];
  let after = '0';
  do {
    page = await listDeadJobs(db, { after });
    for (const { jobId, name, tries, lastError } of page) {
      after = jobId;
      if (o.jobId !== undefined && jobId !== o.jobId) continue;
      found += 1;
      const done = await act(books, { ...o, jobId, name });
      say(
        `${o.service} job ${jobId} ${name}: ${done ?? `given up after ${tries} tries: ${lastError}`}`,
      );
    }
  } while (page.length > 0);
  if (o.action !== 'retry' || o.jobId !== undefined) return found;
  const hurried = await hurryFailedJobs(db);
  if (hurried > 0) say(`${o.service}: ${hurried} jobs that waited for another try run now`);
  return found;
}

/** What was done with a job that was given up; undefined when nothing. */
async function act(
  books: Books,
  o: { service: string; action: string; jobId: string; name: string },
): Promise<string | undefined> {
  const { service, jobId, name } = o;
  const { db } = books.open(service);
  if (o.action === 'retry' && (await retryDeadJob(db, jobId))) return 'runs again';
  if (o.action !== 'drop') return undefined;
  const isDropped = await transaction(db, async (tx) => {
    const isGone = await dropDeadJob(tx, jobId);
    const changes = { service, name };
    if (isGone) await noteAct(books, { action: 'job-dropped', subject: jobId, changes });
    return isGone;
  });
  return isDropped ? 'never runs again' : undefined;
}
