import { stat } from 'node:fs/promises';
import {
  ImportFileProblem,
  type PlannedProduct,
  type ProductFile,
  quoted,
  readProductFile,
} from '@cartwright/catalog/import';
import { importPictures } from './import-pictures.ts';
import type { ImportRun } from './import-run.ts';
import { planFile } from './plan-file.ts';
import { writeBatch } from './write-batch.ts';

interface ImportResult {
  /** In this run, without those of an interrupted one. */
  products: number;
  productsMs: number;
  /** What ended the reading before the end of the file. */
  fileProblem: ImportFileProblem | undefined;
}

/** A batch ends with whichever comes first: one progress write for some 100 ms of work. */
const BATCH_PRODUCTS_MAX = 25;
const BATCH_VARIANTS_MAX = 100;

/** Products first, with prices and stock, so that they sell; then their pictures. */
export async function importProducts(run: ImportRun): Promise<ImportResult> {
  const startedMs = performance.now();
  let fileProblem: ImportFileProblem | undefined;
  let products = 0;
  if (run.progress.stage === 'products') {
    try {
      for await (const _ of writeProducts(run)) products += 1;
    } catch (error) {
      if (!(error instanceof ImportFileProblem)) throw error;
      fileProblem = error;
    }
  }
  const productsMs = performance.now() - startedMs;
  if (run.isStopped()) return { products, productsMs, fileProblem };
  if (run.withPictures && !run.isDryRun && fileProblem === undefined) {
    run.progress.stage = 'pictures';
    await importPictures(run);
  }
  if (!run.isStopped() && fileProblem === undefined) run.progress.stage = 'done';
  await run.progressFile?.write(run.progress);
  return { products, productsMs, fileProblem };
}

/** Yields once for each product of the file that this run has dealt with. */
async function* writeProducts(run: ImportRun): AsyncGenerator<undefined> {
  const file = await readProductFile(run.path);
  const { columns } = file;
  tellUnread(file, run);
  const { progress, report } = run;
  const done = progress.products;
  const track = await trackOf(run);
  const options = {
    parts: run.parts,
    counts: progress.counts,
    isDryRun: run.isDryRun,
    withStock: run.withStock,
    skuColumn: columns.nameOf('sku'),
    tell: report.problem,
  };
  let batch: PlannedProduct[] = [];
  let variants = 0;
  let at = { products: done, endByte: progress.endByte, line: progress.line };
  const commit = async (): Promise<void> => {
    await writeBatch(batch, options);
    Object.assign(progress, at);
    await run.progressFile?.write(progress);
    track(progress.endByte);
    batch = [];
    variants = 0;
  };
  for await (const found of planFile(file, run.currency)) {
    const isNew = found.index > done;
    if (isNew) for (const problem of found.problems) report.problem(problem);
    if (found.kind === 'problem') continue;
    if (!isNew) continue;
    if (found.product === undefined) progress.counts.refused += 1;
    else batch.push(found.product);
    variants += found.product?.variants.length ?? 0;
    at = { products: found.index, endByte: found.endByte, line: found.line };
    if (batch.length >= BATCH_PRODUCTS_MAX || variants >= BATCH_VARIANTS_MAX) await commit();
    yield undefined;
    if (run.isStopped()) return;
  }
  await commit();
}

const UNREAD_SHOWN_MAX = 12;

function tellUnread({ columns: { unread } }: ProductFile, { report }: ImportRun): void {
  if (unread.length === 0) return;
  const shown = unread.slice(0, UNREAD_SHOWN_MAX).map((name) => quoted(name));
  const rest = unread.length - shown.length;
  report.say(
    `Columns that are not read: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
  );
}

/** Shows how far it is, by bytes of the file. */
async function trackOf({ path, report, progress }: ImportRun): Promise<(byte: number) => void> {
  const { size } = await stat(path);
  const before = progress.products;
  const startedMs = performance.now();
  let at = progress.endByte;
  report.track(() => {
    const perSecond = (progress.products - before) / ((performance.now() - startedMs) / 1_000);
    const percent = Math.floor((100 * at) / Math.max(size, 1));
    return `Products: ${percent} % (${progress.products} products, ${perSecond.toFixed(0)}/s)`;
  });
  return (byte) => {
    at = byte;
  };
}
