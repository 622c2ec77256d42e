import { spawn } from 'node:child_process';
import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folders = ['packages', 'services', 'apps', 'tests'];

/**
 * `npm test [-- [--heavy] GLOB...]`: runs test files, all of them unless told, two at a time beside
 * one PostgreSQL that they share. Files named `*.heavy.test.ts` (load, kills, browsers) take
 * minutes and run when asked for by `--heavy` or by a glob that names one.
 */
async function runTests(args: readonly string[]): Promise<number> {
  const globs = args.filter((argument) => !argument.startsWith('--'));
  const unknown = args.find((argument) => argument.startsWith('--') && argument !== '--heavy');
  if (unknown !== undefined) {
    process.stderr.write(`There is no option ${unknown}: use --heavy and globs only\n`);
    return 2;
  }
  const files = await findTests(globs, args.includes('--heavy'));
  if (files.length === 0) {
    process.stderr.write(`No test file matches: ${globs.join(' ') || folders.join(', ')}\n`);
    return 1;
  }
  process.stdout.write(`Running ${files.length} test files:\n  ${files.join('\n  ')}\n`);
  // Loaded here, since an older Node cannot read TypeScript and is told so below.
  const { useTestServer } = await import('./test-database.ts');
  const server = await useTestServer();
  try {
    return await runFiles(files, server.adminUrl);
  } finally {
    await server.release();
  }
}

async function findTests(globs: readonly string[], withHeavy: boolean): Promise<string[]> {
  const wanted = globs.length > 0 ? globs : folders.map((folder) => `${folder}/**/*.test.ts`);
  const found = new Set<string>();
  for await (const file of glob([...wanted], {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  })) {
    const isAsked = withHeavy || globs.some((pattern) => pattern.includes('heavy'));
    if (file.endsWith('.test.ts') && (isAsked || !file.endsWith('.heavy.test.ts'))) {
      found.add(file.replaceAll('\\', '/'));
    }
  }
  return [...found].sort();
}

/** Runs the files and counts the tests: a run that tested nothing must not look like a success. */
async function runFiles(files: readonly string[], adminUrl: string): Promise<number> {
  const child = spawn(
    process.execPath,
    // More at a time would only share the two cores that a small machine has.
    ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files],
    {
      cwd: root,
      env: { ...environment(), TEST_DATABASE_URL: adminUrl },
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
  if (exitCode === 0 && count === 0) {
    process.stderr.write('The files hold no test\n');
    return 1;
  }
  return exitCode;
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Tests need Node 24 and this is ${process.version}: run npm ci, then npm test, which finds the Node 24 that it installs\n`,
  );
  process.exit(1);
}
process.exitCode = await runTests(process.argv.slice(2));
