import { spawn } from 'node:child_process';
import { environment } from '@cartwright/config';

export interface ProgramUser {
  uid: number;
  gid: number;
  name: string;
}

interface ProgramResult {
  exitCode: number | null;
  output: string;
}

/**
 * Runs a program of PostgreSQL to its end. Its environment is fixed, so that the locale, time zone
 * and PG* variables of whoever starts the shop cannot change the database. It stands in `/`, since
 * the user may not be allowed to enter our own working directory.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  user?: ProgramUser,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      cwd: '/',
      env: fixedEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

function fixedEnvironment(): NodeJS.ProcessEnv {
  const fixed: NodeJS.ProcessEnv = { LC_ALL: 'C', LANG: 'C', TZ: 'UTC' };
  // Without these, programs do not start on Windows.
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP']) {
    const value = environment()[name];
    if (value !== undefined) fixed[name] = value;
  }
  return fixed;
}
