import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const entry = `${root}apps/server/src/main.js`;
/** Options of Node that `npm start` gives, so that what is tested and measured is what is run. */
const nodeOptions = readNodeOptions();

function readNodeOptions(): string[] {
  const { scripts }: { scripts: { start: string } } = JSON.parse(
    readFileSync(`${root}package.json`, 'utf8'),
  );
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

export interface ShopProcess {
  child: ChildProcess;
  /** The address that it printed. */
  url: string;
  /** Everything that it has printed so far. */
  output: () => string;
  /** Sends a signal and waits for the end; answers the exit code, or the signal that ended it. */
  end: (signal?: NodeJS.Signals) => Promise<number | string>;
}

export interface StartOptions {
  args?: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Longest wait for readiness. */
  timeoutMs?: number;
  /** Takes what it prints instead of this process: hours of requests do not fit into a text. */
  logFile?: string;
}

const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** A stale storefront is built first, which takes a loaded machine most of a minute. */
const startWithinMs = 150_000;
const endWithinMs = 30_000;

/** Starts the real executable and waits until it is ready, or throws with its output. */
export async function startShopProcess(options: StartOptions): Promise<ShopProcess> {
  const { child, output, ended } = run(
    ['start', ...(options.args ?? [])],
    options.env,
    options.logFile,
  );
  const deadline = Date.now() + (options.timeoutMs ?? startWithinMs);
  for (;;) {
    const url = /^Cartwright is ready at (\S+)$/m.exec(output())?.[1];
    if (url !== undefined)
      return {
        child,
        url,
        output,
        end: async (signal = 'SIGTERM') => {
          if (child.exitCode === null && child.signalCode === null) child.kill(signal);
          // A stop may take its 20 s; a process that hangs must not outlive its test.
          const killer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
          return ended.finally(() => clearTimeout(killer));
        },
      };
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || Date.now() > deadline) {
      child.kill('SIGKILL');
      const how = isOver ? `ended with ${await ended}` : 'was not ready in time';
      await ended;
      throw new Error(`the shop did not start, it ${how}:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Runs one command of the executable to its end; `errors` is what it said on standard error. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ exitCode: number | string; output: string; errors: string }> {
  const { output, errors, ended } = run(args, env);
  const exitCode = await ended;
  return { exitCode, output: output(), errors: errors() };
}

function run(args: readonly string[], env: Readonly<Record<string, string>>, logFile?: string) {
  const log = logFile === undefined ? undefined : openSync(logFile, 'w');
  const child = spawn(process.execPath, [...nodeOptions, entry, ...args], {
    cwd: root,
    // Only what is given: settings of whoever runs the tests must not reach the shop.
    env: { PATH: pathOf(), NODE_ENV: 'test', NO_COLOR: '1', ...env },
    stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'],
  });
  if (log !== undefined) closeSync(log);
  // The last resort when this process ends without its own cleaning up.
  children.add(child);
  child.once('close', () => children.delete(child));
  let text = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    errors += chunk.toString('utf8');
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const output = () => (logFile === undefined ? text : readFileSync(logFile, 'utf8'));
  return { child, output, errors: () => errors, ended };
}

/** The folder of this Node first, as npm scripts have it. */
const pathOf = (): string =>
  `${fileURLToPath(new URL('.', `file://${process.execPath}`))}:/usr/bin:/bin`;

const handedOut = new Set<number>();
/** Test files that run at once have numbers of their own, and by them ports of their own. */
const filesAtOnceMax = 4;
const ownRest = Number(environment().NODE_TEST_WORKER_ID ?? 0) % filesAtOnceMax;

/**
 * A port that nobody listens on, nor will before its shop does: no other file of the run draws it,
 * and it is below those that the system gives to outgoing connections (from 32768 on Linux).
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = filesAtOnceMax * randomInt(5_000, 8_000) + ownRest;
    if (handedOut.has(port) || !(await canListen(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error('200 ports were taken');
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return isFree;
}
