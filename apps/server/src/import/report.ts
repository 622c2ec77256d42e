import type { RowProblem } from '@cartwright/catalog/import';

/** What became of the file's products and pictures. */
export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  problems: number;
  untaxed: number;
  fetched: number;
  notFetched: number;
}

export const noCounts = (): Counts => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  problems: 0,
  untaxed: 0,
  fetched: 0,
  notFetched: 0,
});

/** Tells on standard error what happens, and at the end on standard output what happened. */
export interface Report {
  say: (line: string) => void;
  problem: (problem: RowProblem) => void;
  /** Shown every two seconds while it runs. */
  track: (describe: () => string) => void;
  stop: () => void;
}

const PROGRESS_EVERY_MS = 2_000;
/** A file that is wrong throughout must not flood the terminal. */
const SHOWN_PROBLEMS_MAX = 1_000;

export function createReport(counts: Counts): Report {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  let describe: (() => string) | undefined;
  let shown = 0;
  const timer = setInterval(() => {
    if (describe !== undefined) say(describe());
  }, PROGRESS_EVERY_MS);
  timer.unref();
  return {
    say,
    problem: (problem) => {
      counts.problems += 1;
      shown += 1;
      if (shown <= SHOWN_PROBLEMS_MAX) say(problemText(problem));
      if (shown === SHOWN_PROBLEMS_MAX) say('Further problems are counted and not shown.');
    },
    track: (next) => {
      describe = next;
    },
    stop: () => clearInterval(timer),
  };
}

/** `line 12, column Variant Price: "abc" is not an amount ... (blue-shirt is not imported)`. */
function problemText({ line, column, message, handle, isRefusal }: RowProblem): string {
  const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  const end = handle === undefined ? '' : ` (product ${handle}${isRefusal ? ', refused' : ''})`;
  return `${place}: ${message}${end}`;
}

/** The last words: one figure a line. */
export function summaryOf(o: {
  counts: Counts;
  isDryRun: boolean;
  /** False when the file could not be read to its end. */
  isComplete: boolean;
  products: number;
  productsMs: number;
  withPictures: boolean;
}): string {
  const { counts } = o;
  const perSecond = o.products / Math.max(o.productsMs / 1_000, 0.001);
  const end = o.isComplete ? 'The import is complete.' : 'The import is not complete.';
  const lines = [
    o.isDryRun ? 'Dry run: nothing was written.' : end,
    `created: ${counts.created}`,
    `updated: ${counts.updated}`,
    `unchanged: ${counts.unchanged}`,
    `refused: ${counts.refused}`,
    `problems told: ${counts.problems}`,
    `pictures fetched: ${counts.fetched}`,
    `pictures not fetched: ${counts.notFetched}${o.withPictures ? '' : ' (not asked for)'}`,
    `products per second: ${perSecond.toFixed(1)}`,
  ];
  if (counts.untaxed > 0)
    lines.push(
      `${counts.untaxed} variants are not taxable: give the tax category "untaxed" a rate of 0.`,
    );
  return `${lines.join('\n')}\n`;
}
