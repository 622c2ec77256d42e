import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareDataDir, StartupProblem } from '@cartwright/database';

/** The same as for CARTWRIGHT_SECRET. */
const secretCharactersMin = 32;

/**
 * The secret of this deployment: given, or made once in the data folder. Written whole and linked
 * into place, so that two processes that start at once agree on one.
 */
export async function deploymentSecret(
  given: string | undefined,
  dataDir: string,
): Promise<string> {
  if (given !== undefined) return given;
  await prepareDataDir(dataDir);
  const path = join(dataDir, 'secret');
  const known = await readSecret(path);
  if (known !== undefined) return known;
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(48).toString('base64url'), { mode: 0o600, flush: true });
  await link(draft, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft);
  const made = await readSecret(path);
  if (made === undefined) throw new Error(`the secret in ${path} vanished`);
  return made;
}

async function readSecret(path: string): Promise<string | undefined> {
  let secret: string;
  try {
    secret = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  // Whoever knows it may do everything, and an empty one is known to all.
  if (secret.length >= secretCharactersMin) return secret;
  throw new StartupProblem(
    `The file ${path} does not hold this shop's secret: restore it from a backup, or remove it, which signs everybody out.`,
  );
}
