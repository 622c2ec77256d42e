import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@cartwright/testing';

/** The first line of PostgreSQL's own file is the process that started all others. */
export async function postgresOf(dataDir: string): Promise<number> {
  const file = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  const pid = Number(file.split('\n')[0]);
  // The number must still be that of this folder's server: ids are given again.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  if (!command.includes(dataDir)) throw new Error(`process ${pid} is not the server of ${dataDir}`);
  return pid;
}

/** Kills PostgreSQL and waits until the shop has started another and is ready again. */
export async function killPostgres(shop: { dataDir: string; url: string }): Promise<void> {
  const killed = await postgresOf(shop.dataDir);
  process.kill(killed, 'SIGKILL');
  await waitFor(
    'another PostgreSQL, and the shop to be ready',
    async () => {
      const now = await postgresOf(shop.dataDir).catch(() => killed);
      return now !== killed && (await isReady(shop.url));
    },
    { timeoutMs: 40_000 },
  );
}

export async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Nobody listens, or nobody answers: both are not ready.
    return false;
  }
}

/**
 * Pauses a process with all its children, parent first so that no child is born meanwhile; answers
 * what wakes them. Each session of PostgreSQL is a process group of its own, so a signal to the
 * first one's group would not reach them.
 */
export async function pauseTree(pid: number): Promise<() => void> {
  process.kill(pid, 'SIGSTOP');
  const children = await childrenOf(pid);
  for (const child of children) signal(child, 'SIGSTOP');
  return () => {
    for (const each of [...children, pid]) signal(each, 'SIGCONT');
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself between the look and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const children: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The program's name stands in parentheses and may hold spaces: fields count from after it.
    const [, parentOf] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    if (Number(parentOf) === parent) children.push(Number(name));
  }
  return children;
}
