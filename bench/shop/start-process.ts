import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ShopChild {
  pid: number;
  /** SIGTERM, and SIGKILL when the drain takes too long. */
  end: () => Promise<void>;
}

/** A stale storefront is built first, which takes a small machine most of a minute. */
const readyWithinMs = 150_000;
const endWithinMs = 30_000;

const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Only what is given: settings of whoever runs the bench must not reach the shop. */
export const environmentOf = (env: Readonly<Record<string, string>>): Record<string, string> => ({
  PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
  ...env,
});

/** Starts the executable as `npm start` does, with its log in a file, and waits until it is ready. */
export async function startProcess(o: {
  args?: readonly string[];
  env: Readonly<Record<string, string>>;
  logFile: string;
}): Promise<ShopChild> {
  const log = openSync(o.logFile, 'a');
  const child = spawn(process.execPath, ['apps/server/src/main.ts', 'start', ...(o.args ?? [])], {
    cwd: root,
    env: environmentOf(o.env),
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  children.add(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('close', () => children.delete(child));
  const { pid } = child;
  if (pid === undefined) throw new Error('the shop could not be started');
  const readyBy = Date.now() + readyWithinMs;
  while (!(await readFile(o.logFile, 'utf8')).includes('Cartwright is ready at')) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > readyBy) {
      child.kill('SIGKILL');
      throw new Error(
        `the shop did not start:\n${(await readFile(o.logFile, 'utf8')).slice(-4000)}`,
      );
    }
    await delay(10);
  }
  return {
    pid,
    end: async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
      await ended;
      clearTimeout(killer);
    },
  };
}
