import { spawn } from 'node:child_process';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folders = ['packages', 'services', 'apps', 'tests', 'bench'];

const options = ['--heavy', '--again'];

/** A busy machine may miss a time limit; more files than this fail for another reason. */
const againFilesMax = 3;

/**
 * `npm test [-- [--heavy] [--again] GLOB...]`: runs test files, two at a time beside one PostgreSQL
 * that they share. Files named `*.heavy.test.ts` (load, kills, the split shape) take minutes and
 * run with `--heavy`, one at a time and without the others; `*.full.test.ts` (too long for CI) run
 * only when a glob names them, as heavy ones do too. With `--again` up to three files that failed
 * are run once more, alone, and the output says which.
 */
async function runTests(args: readonly string[]): Promise<number> {
  const globs = args.filter((argument) => !argument.startsWith('--'));
  const unknown = args.find((argument) => argument.startsWith('--') && !options.includes(argument));
  if (unknown !== undefined) {
    process.stderr.write(`There is no option ${unknown}: use ${options.join(', ')} and globs\n`);
    return 2;
  }
  const isHeavy = args.includes('--heavy');
  const files = await findTests(globs, isHeavy);
  if (files.length === 0) {
    process.stderr.write(`No test file matches: ${globs.join(' ') || folders.join(', ')}\n`);
    return 1;
  }
  process.stdout.write(`Running ${files.length} test files:\n  ${files.join('\n  ')}\n`);
  // Loaded here, since an older Node cannot read TypeScript and is told so below.
  const { shareAmongTests } = await import('./share-among-tests.ts');
  const shared = await shareAmongTests(files);
  try {
    // More at a time would only share the two cores that a small machine has.
    const first = await runFiles(files, { env: shared.env, atOnce: isHeavy ? 1 : 2 });
    const { failed } = first;
    if (first.exitCode === 0 || !args.includes('--again')) return first.exitCode;
    if (failed.length === 0 || failed.length > againFilesMax) return first.exitCode;
    process.stdout.write(`\nFailed, run again alone:\n  ${failed.join('\n  ')}\n`);
    const second = await runFiles(failed, { env: shared.env, atOnce: 1 });
    return second.exitCode;
  } finally {
    await shared.release();
  }
}

async function findTests(globs: readonly string[], isHeavy: boolean): Promise<string[]> {
  const wanted = globs.length > 0 ? globs : folders.map((folder) => `${folder}/**/*.test.ts`);
  const found = new Set<string>();
  for await (const file of glob([...wanted], {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  })) {
    const weight = /\.(heavy|full)\.test\.ts$/.exec(file)?.[1];
    const isNamed = weight !== undefined && globs.some((pattern) => pattern.includes(weight));
    const isWanted = isNamed || weight === (isHeavy ? 'heavy' : undefined);
    if (file.endsWith('.test.ts') && isWanted) found.add(file.replaceAll('\\', '/'));
  }
  return [...found].sort();
}

/** Runs the files and counts the tests: a run that tested nothing must not look like a success. */
async function runFiles(
  files: readonly string[],
  o: { env: Readonly<Record<string, string>>; atOnce: number },
): Promise<{ exitCode: number; failed: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-failed-'));
  const list = join(folder, 'failed');
  const child = spawn(
    process.execPath,
    [
      '--test',
      `--test-concurrency=${o.atOnce}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${new URL('./failed-files-reporter.ts', import.meta.url).href}`,
      `--test-reporter-destination=${list}`,
      ...files,
    ],
    {
      cwd: root,
      env: { ...environment(), ...o.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  let tail = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    tail = (tail + chunk.toString('utf8')).slice(-200_000);
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 130));
  });
  process.off('SIGINT', pass);
  process.off('SIGTERM', pass);
  const count = Number(/^. tests (\d+)$/m.exec(tail)?.[1] ?? 0);
  const failed = [...new Set((await readFile(list, 'utf8')).split('\n'))]
    .map((file) => relative(root, file))
    .filter((file) => files.includes(file));
  await rm(folder, { recursive: true });
  if (exitCode === 0 && count === 0) {
    process.stderr.write('The files hold no test\n');
    return { exitCode: 1, failed };
  }
  return { exitCode, failed };
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Tests need Node 24 and this is ${process.version}: run npm ci, then npm test, which finds the Node 24 that it installs\n`,
  );
  process.exit(1);
}
process.exitCode = await runTests(process.argv.slice(2));
