import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Counts } from './report.ts';

/** How far the import of one file has come; written after every committed batch. */
export interface Progress {
  /** With other options the same file means something else. */
  options: string;
  stage: 'products' | 'pictures' | 'done';
  /** Products whose batch is committed, counted from the file's beginning. */
  products: number;
  /** Products whose pictures are dealt with. */
  pictured: number;
  /** Where the last committed product ends in the file. */
  endByte: number;
  line: number;
  counts: Counts;
}

export interface ProgressFile {
  read: () => Promise<Progress | undefined>;
  write: (progress: Progress) => Promise<void>;
}

/** Found by the file's content: a changed file is another one. */
export async function progressFileOf(file: string, dataDir: string): Promise<ProgressFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const path = join(dataDir, 'imports', `${hash.digest('hex')}.json`);
  return {
    read: () => readProgress(path),
    write: (progress) => writeProgress(path, progress),
  };
}

async function readProgress(path: string): Promise<Progress | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    // Only this program writes it, whole; one that somebody broke counts as none.
    if (isMissing || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whole or not at all, and on disk: a crash leaves the former state. */
async function writeProgress(path: string, progress: Progress): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(progress));
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
