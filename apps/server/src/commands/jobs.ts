import { parseArgs } from 'node:util';
import { type DeadJob, listDeadJobs, retryDeadJob } from '@cartwright/jobs';
import { type Books, openBooks, servicesIn } from '../books.ts';
import { WrongUsage } from '../command-words.ts';

/** Shows the jobs that were given up, or has them run anew: all of them, or one. */
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
  const isKnown = ['status', 'retry'].includes(action) && rest.length === 0;
  if (!isKnown || !isNumber || isOneOfMany) throw new WrongUsage();
  const books = await openBooks(wanted);
  try {
    for (const service of wanted) await look(books, { service, action, jobId: values.job });
    return 0;
  } finally {
    await books.close();
  }
}

async function look(
  books: Books,
  o: { service: string; action: string; jobId: string | undefined },
): Promise<void> {
  const { db } = books.open(o.service);
  let page: DeadJob[];
  let after = '0';
  do {
    page = await listDeadJobs(db, { after });
    for (const { jobId, name, tries, lastError } of page) {
      after = jobId;
      if (o.jobId !== undefined && jobId !== o.jobId) continue;
      const isRetried = o.action === 'retry' && (await retryDeadJob(db, jobId));
      const what = isRetried ? 'runs again' : `given up after ${tries} tries: ${lastError}`;
      process.stdout.write(`${o.service} job ${jobId} ${name}: ${what}\n`);
    }
  } while (page.length > 0);
}
