import { readFile } from 'node:fs/promises';

/** What a shop looked like from outside while it was watched. */
interface Watched {
  /** Longest time of one `GET /livez`; a failed one counts as endless. */
  livezMaxMs: number;
  livezCount: number;
  /** Resident memory of the shop's process in MiB, once a second. */
  memoryMib: number[];
}

const livezEveryMs = 100;
const memoryEveryMs = 1_000;
/** A probe that takes longer is as good as none. */
const livezTimeoutMs = 10_000;

/** Asks for liveness and looks at the memory of a process until the work has ended. */
export async function watchDuring<T>(
  shop: { url: string; pid: number },
  work: Promise<T>,
): Promise<{ result: T; watched: Watched }> {
  const watched: Watched = { livezMaxMs: 0, livezCount: 0, memoryMib: [] };
  let isOver = false;
  const repeat = async (everyMs: number, run: () => Promise<void>): Promise<void> => {
    while (!isOver) {
      await run();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  const watching = Promise.all([
    repeat(livezEveryMs, async () => {
      watched.livezMaxMs = Math.max(watched.livezMaxMs, await timeOfLivez(shop.url));
      watched.livezCount += 1;
    }),
    repeat(memoryEveryMs, async () => {
      watched.memoryMib.push(await memoryOf(shop.pid));
    }),
  ]);
  try {
    return { result: await work, watched };
  } finally {
    isOver = true;
    await watching;
  }
}

async function timeOfLivez(url: string): Promise<number> {
  const since = performance.now();
  try {
    const answer = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(livezTimeoutMs) });
    await answer.arrayBuffer();
    return answer.status === 200 ? performance.now() - since : Number.POSITIVE_INFINITY;
  } catch {
    // No answer is the worst one; the caller sees it in the figure.
    return Number.POSITIVE_INFINITY;
  }
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`process ${pid} tells no memory`);
  return Math.round(Number(kib) / 1_024);
}
