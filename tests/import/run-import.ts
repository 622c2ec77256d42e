import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ImportEnd {
  exitCode: number | string;
  stdout: string;
  stderr: string;
  /** The most memory that the process ever held; 0 where the system does not tell. */
  peakRssBytes: number;
}

interface RunningImport {
  child: ChildProcess;
  stderr: () => string;
  ended: Promise<ImportEnd>;
}

/** Starts `import products` as people start it, on the data of `env`. */
export function startImport(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): RunningImport {
  const child = spawn(
    process.execPath,
    ['apps/server/src/main.js', 'import', 'products', ...args],
    { cwd: root, env: { PATH: '/usr/bin:/bin', NODE_ENV: 'test', ...env }, stdio: 'pipe' },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  let peakRssBytes = 0;
  const watch = setInterval(async () => {
    peakRssBytes = Math.max(peakRssBytes, await peakOf(child.pid));
  }, 100);
  const ended = new Promise<ImportEnd>((resolve) => {
    child.on('close', (code, signal) => {
      clearInterval(watch);
      resolve({ exitCode: code ?? signal ?? 'unknown', stdout, stderr, peakRssBytes });
    });
  });
  return { child, stderr: () => stderr, ended };
}

/** Runs it to its end. */
export const runImport = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ImportEnd> => startImport(args, env).ended;

/** Linux keeps the high-water mark of each process. */
async function peakOf(pid: number | undefined): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    // It has just ended, or the system is another one.
    return 0;
  }
}

/** A figure of the summary, such as `created`. */
export const figureOf = (stdout: string, name: string): number =>
  Number(new RegExp(`^${name}: ([\\d.]+)`, 'm').exec(stdout)?.[1] ?? Number.NaN);
