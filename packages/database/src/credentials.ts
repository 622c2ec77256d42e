import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { StartupProblem } from './startup-problem.ts';

/** Passwords of database roles, by role. */
export interface Credentials {
  /** The role's password; made and kept when there is none. */
  passwordOf(role: string): Promise<string>;
}

/** Keeps passwords in a file of mode 0600, normally `credentials.json` in the data folder. */
export function fileCredentials(path: string): Credentials {
  // One at a time: two that add a password at once would lose one of them.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    passwordOf: (role) => {
      const result = turn.then(() => readOrMake(path, role));
      turn = result.catch(() => undefined);
      return result;
    },
  };
}

async function readOrMake(path: string, role: string): Promise<string> {
  const passwords = await readPasswords(path);
  const known = passwords[role];
  if (known !== undefined) return known;
  const password = randomBytes(24).toString('base64url');
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, `${JSON.stringify({ ...passwords, [role]: password }, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await chmod(draft, 0o600);
  await rename(draft, path);
  return password;
}

async function readPasswords(path: string): Promise<Record<string, string>> {
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
