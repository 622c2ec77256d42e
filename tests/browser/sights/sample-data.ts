import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, startShopProcess, waitFor } from '@cartwright/testing';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What the sample range is made of; a newer shop brings the tables of older data up to date. */
const sources = ['apps/server/src/sample-shop/**/*.ts'];
/** Its pictures are drawn at low priority; a fill that takes longer is gone on with next time. */
const fillMsMax = 900_000;

/**
 * A data folder with the sample range and all its pictures, for one use. It is filled once for each
 * state of the sources, which takes minutes, and copied from then on.
 */
export async function copySampleData(say: (line: string) => void): Promise<string> {
  const kept = join(tmpdir(), `cartwright-sample-${await hashOfSources()}`);
  if (!(await isComplete(kept))) {
    say(`filling ${kept} with the sample range, once`);
    await fill(kept);
  }
  const copy = await mkdtemp(join(tmpdir(), 'cartwright-shop-'));
  // PostgreSQL's files keep their owner.
  await promisify(execFile)('cp', ['-a', `${kept}/.`, copy]);
  return copy;
}

async function fill(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const port = String(await freePort());
  const env = { NODE_ENV: '', DATA_DIR: dataDir, PORT: port, SAMPLE_SHOP: 'true' };
  const shop = await startShopProcess({ env });
  try {
    await waitFor('the sample range', () => shop.output().includes('The sample shop is complete'), {
      timeoutMs: fillMsMax,
    });
  } finally {
    await shop.end();
  }
}

async function isComplete(dataDir: string): Promise<boolean> {
  const marker = await readFile(join(dataDir, 'sample-shop.json'), 'utf8').catch(() => '{}');
  const { state }: { state?: string } = JSON.parse(marker);
  return state === 'done';
}

async function hashOfSources(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: root })) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(await readFile(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
