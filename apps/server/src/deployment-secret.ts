import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret of this deployment: given, or made once in the data folder. Written whole and linked
 * into place, so that two processes that start at once agree on one.
 */
export async function deploymentSecret(
  given: string | undefined,
  dataDir: string,
): Promise<string> {
  if (given !== undefined) return given;
  const path = join(dataDir, 'secret');
  const known = await readSecret(path);
  if (known !== undefined) return known;
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, randomBytes(48).toString('base64url'), { mode: 0o600 });
  await link(draft, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft);
  const made = await readSecret(path);
  if (made === undefined) throw new Error(`the secret in ${path} vanished`);
  return made;
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
