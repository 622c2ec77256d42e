import { glob, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { waitFor } from './wait.ts';

/** What must be ended again, newest first, whatever becomes of the test. */
export interface Cleanup {
  add: (undo: () => Promise<unknown>) => void;
  /** Takes every step once; a step that fails does not keep the others from being taken. */
  run: () => Promise<void>;
}

const open = new Set<Cleanup>();
let isListening = false;

/** Runs also when the runner ends this process by a signal, as it does after its time-out. */
export function createCleanup(): Cleanup {
  endAllOnSignal();
  const steps: (() => Promise<unknown>)[] = [];
  const takeAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let step = steps.pop(); step !== undefined; step = steps.pop())
      await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'something was left behind');
  };
  let last: Promise<void> = Promise.resolve();
  const cleanup: Cleanup = {
    add: (undo) => void steps.push(undo),
    run: () => {
      open.delete(cleanup);
      // One after the other: a test that ends while a signal is followed takes no step beside it.
      last = last.then(takeAll, takeAll);
      return last;
    },
  };
  open.add(cleanup);
  return cleanup;
}

function endAllOnSignal(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      // The runner may be gone already: what cannot be told to it must not keep this from its end.
      for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
      void Promise.allSettled([...open].map((cleanup) => cleanup.run())).then(() => {
        process.exit(1);
      });
    });
}

/** Removes a shop's data folder, and first ends what runs on it. */
export async function removeDataDir(dataDir: string): Promise<void> {
  await endLeftOvers(dataDir);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/**
 * Ends what runs on a data folder beside the shop: one that was killed leaves its PostgreSQL and
 * its payment provider running, for the next start to adopt.
 */
export async function endLeftOvers(dataDir: string): Promise<void> {
  for await (const file of glob('**/{postmaster.pid,provider.json}', { cwd: dataDir })) {
    const pid = await pidIn(join(dataDir, file));
    // The folder must be in its arguments: the number may be another's by now.
    if (pid !== undefined && (await isProcessOf(pid, dirname(join(dataDir, file)))))
      await endProcess(pid);
  }
}

async function pidIn(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(/^(\d+)\n|"pid":(\d+)/.exec(text)?.slice(1).find(Boolean));
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

async function isProcessOf(pid: number, folder: string): Promise<boolean> {
  // Elsewhere than on Linux nothing tells; the file was written a moment ago by our own shop.
  if (process.platform !== 'linux') return isAlive(pid);
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes(folder);
}

/** SIGINT is PostgreSQL's fast stop; whoever does not follow is killed. */
async function endProcess(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const isOver = await waitFor(`process ${pid} to end`, () => !isAlive(pid), {
      timeoutMs: 5_000,
    }).catch(() => false);
    if (isOver) return;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // Signal 0 only asks; no such process is the answer.
    return false;
  }
}
