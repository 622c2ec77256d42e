import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { prepareDataDir } from './embedded/data-dir.ts';
import { StartupProblem } from './startup-problem.ts';

/** Passwords of database roles, by role. */
export interface Credentials {
  /** The role's password; made and kept when there is none. */
  passwordOf(role: string): Promise<string>;
}

// One at a time per file: two that add a password at once would lose one of them.
const turns = new Map<string, Promise<unknown>>();

/**
 * Keeps passwords in a file of mode 0600, normally `credentials.json` in the data folder. Several
 * processes are kept apart by the claim on the data folder, and by the lock that `provision` takes.
 */
export function fileCredentials(path: string): Credentials {
  return {
    passwordOf: (role) => {
      const result = (turns.get(path) ?? Promise.resolve()).then(() => readOrMake(path, role));
      turns.set(
        path,
        result.catch(() => undefined),
      );
      return result;
    },
  };
}

async function readOrMake(path: string, role: string): Promise<string> {
  const passwords = await readPasswords(path);
  const known = passwords[role];
  if (known !== undefined) return known;
  const password = randomBytes(24).toString('base64url');
  // With a PostgreSQL of somebody else, this is the first that is written there.
  await prepareDataDir(dirname(path));
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify({ ...passwords, [role]: password }, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(draft, path);
  return password;
}

/** Those in the file, by role; none where there is no file. */
export async function readPasswords(path: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v)]));
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new StartupProblem(
    `The file ${path} with the database passwords cannot be understood: restore it from a backup.`,
  );
}
