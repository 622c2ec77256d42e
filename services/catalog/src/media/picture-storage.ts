import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type PictureFormat, type PictureSize, sharedSize } from '../domain/picture.ts';

interface OpenedPicture {
  bytes: number;
  stream: NodeJS.ReadableStream;
}

/** Where the sizes of pictures are kept: each picture is written once, whole, and never changed. */
export interface PictureStorage {
  /** Runs `write` on a new folder and then keeps the folder as the picture's, in one step. */
  save<R>(id: string, write: (folder: string) => Promise<R>): Promise<R>;
  has(id: string): Promise<boolean>;
  /**
   * Undefined when there is no such size. Pictures from before shared pages had one of their own
   * give the largest instead.
   */
  open(id: string, size: PictureSize, format: PictureFormat): Promise<OpenedPicture | undefined>;
  remove(id: string): Promise<void>;
}

/** Pictures on disk, below one folder. */
export function createPictureStorage(root: string): PictureStorage {
  // The end of an id is random: it spreads pictures over 256 folders.
  const folderOf = (id: string): string => join(root, id.slice(-2), id);
  return {
    save: async (id, write) => {
      const draft = join(root, 'incoming', randomUUID());
      await mkdir(draft, { recursive: true });
      try {
        const result = await write(draft);
        await mkdir(join(root, id.slice(-2)), { recursive: true });
        await rm(folderOf(id), { recursive: true, force: true });
        await rename(draft, folderOf(id));
        return result;
      } finally {
        await rm(draft, { recursive: true, force: true });
      }
    },
    has: (id) => exists(folderOf(id)),
    open: async (id, size, format) => {
      const folder = folderOf(id);
      const found = await openFile(join(folder, `${size}.${format}`));
      if (found !== undefined || size !== sharedSize.name || format !== 'jpeg') return found;
      const largest = await largestWidth(folder);
      return largest === undefined ? undefined : openFile(join(folder, `${largest}.jpeg`));
    },
    remove: (id) => rm(folderOf(id), { recursive: true, force: true }),
  };
}

/** The largest stored width; undefined where nothing is stored. */
async function largestWidth(folder: string): Promise<number | undefined> {
  try {
    const names = await readdir(folder);
    const widths = names.flatMap((name) => /^(\d+)\.jpeg$/.exec(name)?.[1] ?? []).map(Number);
    return widths.length === 0 ? undefined : Math.max(...widths);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function openFile(path: string): Promise<OpenedPicture | undefined> {
  try {
    const file = await open(path, 'r');
    const { size } = await file.stat();
    return { bytes: size, stream: createReadStream(path, { fd: file }) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
