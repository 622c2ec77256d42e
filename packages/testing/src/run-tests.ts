import { glob } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec, type TestEvent } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Those whose files take longest first: else one of them would run alone at the end. */
const folders = ['tests', 'services', 'packages', 'apps', 'bench'];

const options = ['--heavy', '--again'];

/** What measures times or loads a shop is not to share the machine. */
const alone = /^tests\/(faults|start)\//;

/** A busy machine may miss a time limit; more files than this fail for another reason. */
const againFilesMax = 3;

/** Here a race may be lost once in many runs, and that once is what they look for. */
const neverAgain = [
  'tests/faults/',
  'tests/journeys/oversell',
  'tests/properties/',
  'tests/verify/',
  ...['cart', 'checkout', 'inventory', 'orders', 'payments', 'pricing'].map(
    (service) => `services/${service}/`,
  ),
  'packages/database/',
  'packages/events/',
];

/**
 * `npm test [-- [--heavy] [--again] GLOB...]`: runs test files beside one PostgreSQL that they
 * share: two at a time with shops, four at a time without. Files named `*.heavy.test.ts` (load,
 * kills, the split shape) take minutes and run with `--heavy` and without the others, those of
 * faults and starts one at a time; `*.full.test.ts` (too long for CI) run only when a glob names
 * them, as heavy ones do too, one at a time. With `--again` up to three files that failed are run
 * once more, alone, and the output says which; not where one of them looks for races.
 */
async function runTests(args: readonly string[]): Promise<number> {
  const globs = args.filter((argument) => !argument.startsWith('--'));
  const unknown = args.find((argument) => argument.startsWith('--') && !options.includes(argument));
  if (unknown !== undefined) {
    process.stderr.write(`There is no option ${unknown}: use ${options.join(', ')} and globs\n`);
    return 2;
  }
  const isHeavy = args.includes('--heavy');
  const { files, inVain } = await findTests(globs, isHeavy);
  if (files.length === 0 || inVain.length > 0) {
    const named = [inVain, globs, folders].find(({ length }) => length > 0) ?? [];
    process.stderr.write(`No test file matches: ${named.join(' ')}\n`);
    return 1;
  }
  process.stdout.write(`Running ${files.length} test files:\n  ${files.join('\n  ')}\n`);
  // Loaded here, since an older Node cannot read TypeScript and is told so below.
  const { shareAmongTests } = await import('./share-among-tests.ts');
  const ending = new AbortController();
  // Heard from here on, since there is something to put away; a second one ends it at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort());
  const shared = await shareAmongTests(files);
  try {
    const manner = { env: shared.env, signal: ending.signal };
    let failed = await runAll(files, manner);
    const mayPass = failed.length <= againFilesMax && !failed.some(looksForRaces);
    if (args.includes('--again') && failed.length > 0 && mayPass && !ending.signal.aborted) {
      process.stdout.write(`\nFailed, run again alone:\n  ${failed.join('\n  ')}\n`);
      failed = await runFiles(failed, { ...manner, atOnce: 1 });
    }
    return failed.length > 0 || ending.signal.aborted ? 1 : 0;
  } finally {
    await shared.release();
  }
}

const looksForRaces = (file: string): boolean =>
  neverAgain.some((beginning) => file.startsWith(beginning));

/** What all files of a run have in common. */
interface Manner {
  env: Readonly<Record<string, string>>;
  /** Ends the whole run. */
  signal: AbortSignal;
}

/** Runs group after group; answers the files that failed. */
async function runAll(files: readonly string[], manner: Manner): Promise<string[]> {
  const isAlone = (file: string): boolean =>
    /\.full\.test\.ts$/.test(file) || (/\.heavy\.test\.ts$/.test(file) && alone.test(file));
  const isWithShop = (file: string): boolean => file.startsWith('tests/') && !isAlone(file);
  const groups = [
    // More shops at a time would only share the two cores that a small machine has.
    { atOnce: 2, members: files.filter(isWithShop) },
    // These wait for their database, or for a time to pass, more than they compute.
    { atOnce: 4, members: files.filter((file) => !isWithShop(file) && !isAlone(file)) },
    { atOnce: 1, members: files.filter(isAlone) },
  ];
  const failed: string[] = [];
  for (const { atOnce, members } of groups) {
    if (members.length === 0 || manner.signal.aborted) continue;
    failed.push(...(await runFiles(members, { ...manner, atOnce })));
  }
  return failed;
}

/** `inVain` are globs that match no file at all: a name that was mistyped must not pass. */
async function findTests(
  globs: readonly string[],
  isHeavy: boolean,
): Promise<{ files: string[]; inVain: string[] }> {
  const wanted = globs.length > 0 ? globs : folders.map((folder) => `${folder}/**/*.test.ts`);
  const found = new Set<string>();
  const inVain = new Set(wanted);
  const exclude = (name: string) => name === 'node_modules' || name === 'dist';
  for (const pattern of wanted)
    for await (const file of glob(pattern, { cwd: root, exclude })) {
      inVain.delete(pattern);
      const weight = /\.(heavy|full)\.test\.ts$/.exec(file)?.[1];
      const isNamed = weight !== undefined && globs.some((one) => one.includes(weight));
      const isWanted = isNamed || weight === (isHeavy ? 'heavy' : undefined);
      if (file.endsWith('.test.ts') && isWanted) found.add(file.replaceAll('\\', '/'));
    }
  const rankOf = (file: string): number => folders.findIndex((folder) => file.startsWith(folder));
  const files = [...found].sort().sort((one, other) => rankOf(one) - rankOf(other));
  return { files, inVain: [...inVain] };
}

type TestSummary = Extract<TestEvent, { type: 'test:summary' }>['data'];

/** Runs the files and answers those that failed, or all when the cause cannot be told from them. */
async function runFiles(
  files: readonly string[],
  { env, signal, atOnce }: Manner & { atOnce: number },
): Promise<string[]> {
  const summaries: TestSummary[] = [];
  const complainedOf = new Set<string | undefined>();
  const stream = run({
    files: files.map((file) => join(root, file)),
    concurrency: atOnce,
    cwd: root,
    signal,
    // Spread, since the types do not know this option yet and would refuse its name.
    ...{ env: { ...environment(), ...env } },
  });
  stream.on('test:fail', ({ file }) => void complainedOf.add(file));
  stream.on('test:summary', (summary) => void summaries.push(summary));
  await pipeline(stream, new spec(), process.stdout, { end: false });
  printSlowest(summaries);
  // A file that died has no summary, or died after it: what did not say that it succeeded failed.
  const succeeded = new Set(summaries.flatMap(({ success, file }) => (success ? file : [])));
  const failed = files.filter((file) => {
    const path = join(root, file);
    return complainedOf.has(path) || !succeeded.has(path);
  });
  // That of the whole run names no file. A run that tested nothing must not look like a success.
  const count = summaries.find(({ file }) => file === undefined)?.counts.tests ?? 0;
  if (count === 0) process.stderr.write('The files hold no test\n');
  const isExplained = count > 0 && (failed.length > 0 || complainedOf.size === 0);
  return isExplained ? failed : [...files];
}

const slowestShown = 12;

function printSlowest(summaries: readonly TestSummary[]): void {
  const lines = summaries
    .filter(({ file }) => file !== undefined)
    .sort((one, other) => other.duration_ms - one.duration_ms)
    .slice(0, slowestShown)
    .map(
      ({ file = '', duration_ms: ms }) =>
        `${(ms / 1000).toFixed(1).padStart(7)} s  ${relative(root, file)}`,
    );
  if (lines.length > 1) process.stdout.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Tests need Node 24 and this is ${process.version}: run npm ci, then npm test, which finds the Node 24 that it installs\n`,
  );
  process.exit(1);
}
process.exitCode = await runTests(process.argv.slice(2));
