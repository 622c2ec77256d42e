import { readFile } from 'node:fs/promises';
import { StartupProblem } from '../startup-problem.ts';
import { type ProgramUser, runProgram } from './run-program.ts';

/**
 * PostgreSQL refuses to run as root, so under root it runs as the system user `postgres`, which is
 * made when there is none. Any other user runs it as themselves: undefined.
 */
export async function serverUser(): Promise<ProgramUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await findUser();
  if (known !== undefined) return known;
  for (const [program, ...args] of [
    [
      'useradd',
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      'postgres',
    ],
    // BusyBox has adduser only.
    ['adduser', '-S', '-D', '-H', '-s', '/bin/false', 'postgres'],
  ] as const) {
    const made = await runProgram(program, args).catch(() => undefined);
    if (made?.exitCode === 0) break;
  }
  const made = await findUser();
  if (made !== undefined) return made;
  throw new StartupProblem(
    'PostgreSQL does not run as root and no user named postgres could be made: run `useradd --system postgres` first, or start Cartwright as another user.',
  );
}

async function findUser(): Promise<ProgramUser | undefined> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = users
    .split('\n')
    .find((line) => line.startsWith('postgres:'))
    ?.split(':');
  const [name, , uid, gid] = fields ?? [];
  if (name === undefined || uid === undefined || gid === undefined) return undefined;
  return { name, uid: Number(uid), gid: Number(gid) };
}
