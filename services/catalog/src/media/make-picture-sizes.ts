import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContractError } from '@cartwright/contract';
import type { PictureColours } from '../domain/picture-colours.ts';

export type PictureReport =
  | PictureSizes
  | { problem: 'not-a-picture' | 'too-many-pixels'; detail?: string };

interface PictureSizes extends PictureColours {
  width: number;
  height: number;
  widths: number[];
}

/** Writes the sizes of a picture into a folder. */
export type MakePictureSizes = (bytes: Uint8Array, folder: string) => Promise<PictureSizes>;

/** Some 1 s is usual; the largest picture that we take needs about 5 s on a slow machine. */
const CHILD_TIMEOUT_MS = 30_000;
/** A picture waits for those before it, and an upload's time-out is 60 s. */
const WAITING_MAX = 30;

const childFile = fileURLToPath(new URL('./picture-sizes.child.ts', import.meta.url));

/**
 * Makes one picture at a time in a child process of low priority, so that selling goes first.
 * @throws ContractError `picture-not-usable`; `unavailable` when too many pictures wait.
 */
export function createPictureSizer(): MakePictureSizes {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (bytes, folder) => {
    if (waiting >= WAITING_MAX)
      throw new ContractError('unavailable', { detail: 'Too many pictures are being made' });
    waiting += 1;
    const turn = last.then(() => runChild(bytes, folder));
    // The next one waits for the end of this one, however it ends; its caller hears of it.
    last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
}

async function runChild(bytes: Uint8Array, folder: string): Promise<PictureSizes> {
  const input = join(folder, 'upload');
  await writeFile(input, bytes);
  const report = await reportOf(input, folder);
  // The upload itself stays beside its sizes: other sizes can be made of it one day.
  if ('problem' in report) throw refusal(report.problem);
  return report;
}

const refusal = (reason: 'not-a-picture' | 'too-many-pixels' | 'too-slow') =>
  new ContractError('picture-not-usable', { data: { reason } });

function reportOf(input: string, folder: string): Promise<PictureReport> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [childFile, input, folder],
      // Nothing of our environment (addresses, secrets) reaches a process that decodes pictures.
      { env: {}, timeout: CHILD_TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 },
      (error, stdout) => {
        // Killed by its time-out, or by the system for the memory that it took.
        if (error?.killed) reject(refusal('too-slow'));
        else if (error?.signal === 'SIGKILL') reject(refusal('too-many-pixels'));
        else if (error !== null) reject(new Error('the picture process failed', { cause: error }));
        // Our own child's own words, written as this very type.
        else resolve(JSON.parse(stdout) as PictureReport);
      },
    );
    if (child.pid !== undefined) lowerPriority(child.pid);
  });
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch (error) {
    // It may have ended already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR'))
      throw error;
  }
}
