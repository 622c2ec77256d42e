import { constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { ImportFileProblem, readProductFile } from '@cartwright/catalog/import';
import { isConnectionFault } from '@cartwright/database';
import { getStore } from '@cartwright/pricing';
import { type Books, openBooks } from '../books.ts';
import { WrongUsage } from '../command-words.ts';
import { importProducts } from '../import/import-products.ts';
import type { ImportRun } from '../import/import-run.ts';
import { type Progress, type ProgressFile, progressFileOf } from '../import/progress-file.ts';
import { createReport, noCounts, summaryOf } from '../import/report.ts';
import { shopParts } from '../import/shop-parts.ts';

interface Wishes {
  path: string;
  isDryRun: boolean;
  isFresh: boolean;
  withPictures: boolean;
  withStock: boolean;
  currency: string | undefined;
}

/**
 * Imports a product file beside a running shop or without one. Exit code 0: every product is in the
 * shop; 1: something was refused; 2: wrong use; 130: interrupted.
 */
export async function importFile(args: string[]): Promise<number> {
  const wishes = readArgs(args);
  keepHeapSmall();
  try {
    // Before a database is started for it: most mistakes show in the first line.
    await checkFile(wishes.path);
    return await importInto(wishes);
  } catch (error) {
    if (error instanceof ImportFileProblem) return refuse(error.message);
    if (isConnectionFault(error))
      return refuse('The database went away: run the same command again, and it goes on.');
    throw error;
  }
}

/**
 * V8 lets a heap grow while memory is free, so a long import takes more than a short one though it
 * holds no more. Dry runs of 20,000 products peaked at 375 MB before and at 180 MB with this, and
 * took no longer.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=10');
}

function readArgs(args: string[]): Wishes {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      'no-pictures': { type: 'boolean', default: false },
      'no-stock': { type: 'boolean', default: false },
      currency: { type: 'string' },
    },
  });
  const [what, path, ...rest] = positionals;
  if (what !== 'products' || path === undefined || rest.length > 0) throw new WrongUsage();
  return {
    path,
    isDryRun: values['dry-run'],
    isFresh: values.fresh,
    withPictures: !values['no-pictures'],
    withStock: !values['no-stock'],
    currency: values.currency?.toUpperCase(),
  };
}

async function checkFile(path: string): Promise<void> {
  try {
    const { rows } = await readProductFile(path);
    await rows[Symbol.asyncIterator]().return?.();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be read',
    };
    const reason = reasons[String(error.code)] ?? error.message;
    throw new ImportFileProblem(`${path} cannot be read: ${reason}.`, { cause: error });
  }
}

async function importInto(wishes: Wishes): Promise<number> {
  const books = await openBooks(['catalog', 'pricing', 'inventory'], { mayBeNew: true });
  try {
    // After a PostgreSQL that this command starts: a shop may take it over.
    setPriority(process.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const parts = shopParts(books);
    const store = await getStore(books.open('pricing').db);
    const currency = wishes.currency ?? store.defaultCurrency;
    const codes = store.currencies.map(({ code }) => code);
    if (!codes.includes(currency))
      return refuse(`The shop does not sell in ${currency}, only in ${codes.join(', ')}.`);
    return await runImport({ wishes, books, parts, currency });
  } finally {
    await books.close();
  }
}

async function runImport(o: {
  wishes: Wishes;
  books: Books;
  parts: ImportRun['parts'];
  currency: string;
}): Promise<number> {
  const { wishes, currency } = o;
  const { path, isDryRun, withPictures, withStock } = wishes;
  const { dataDir } = o.books.configuration.server;
  const progressFile = isDryRun ? undefined : await progressFileOf(path, dataDir);
  const progress = await whereToBegin(wishes, currency, progressFile);
  const report = createReport(progress.counts);
  const stop = stopOnSignal();
  if (progress.products > 0)
    report.say(
      `Going on after product ${progress.products} (line ${progress.line}) of an import that was interrupted; --fresh starts over.`,
    );
  try {
    const run = { path, currency, isDryRun, withPictures, withStock, parts: o.parts };
    const result = await importProducts({
      ...run,
      report,
      progress,
      progressFile,
      isStopped: stop.isAsked,
    });
    return finish({ wishes, progress, result, isStopped: stop.isAsked() });
  } finally {
    report.stop();
    stop.forget();
  }
}

function finish(o: {
  wishes: Wishes;
  progress: Progress;
  result: Awaited<ReturnType<typeof importProducts>>;
  isStopped: boolean;
}): number {
  const { wishes, progress, result } = o;
  const { counts } = progress;
  if (o.isStopped) {
    process.stderr.write('Interrupted: run the same command again, and it goes on.\n');
    return 130;
  }
  if (result.fileProblem !== undefined)
    process.stderr.write(
      `${result.fileProblem.message} The ${progress.products} products before it are dealt with.\n`,
    );
  const { isDryRun, withPictures } = wishes;
  const isComplete = result.fileProblem === undefined;
  process.stdout.write(summaryOf({ counts, isDryRun, isComplete, withPictures, ...result }));
  return isComplete && counts.refused === 0 ? 0 : 1;
}

/** Where an interrupted run of the same file with the same options got to, else the beginning. */
async function whereToBegin(
  wishes: Wishes,
  currency: string,
  file: ProgressFile | undefined,
): Promise<Progress> {
  const options = JSON.stringify({ currency, stock: wishes.withStock });
  const before = wishes.isFresh ? undefined : await file?.read();
  if (before !== undefined && before.stage !== 'done' && before.options === options) return before;
  const counts = noCounts();
  return { options, stage: 'products', products: 0, pictured: 0, endByte: 0, line: 0, counts };
}

/** The batch under way is finished; a second signal ends at once. */
function stopOnSignal(): { isAsked: () => boolean; forget: () => void } {
  let isAsked = false;
  const ask = (): void => {
    isAsked = true;
  };
  process.once('SIGINT', ask);
  process.once('SIGTERM', ask);
  return {
    isAsked: () => isAsked,
    forget: () => {
      process.off('SIGINT', ask);
      process.off('SIGTERM', ask);
    },
  };
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
