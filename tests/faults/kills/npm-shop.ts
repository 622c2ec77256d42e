import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';
import { findRunningShop } from '@cartwright/database';
import { freePort, makeApiKey, type ShopAddress, waitFor } from '@cartwright/testing';
import { isReady } from '../processes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A shop as its owner starts it, with `npm start`; it dies and is started again on its data. */
export interface NpmShop {
  shop: ShopAddress;
  /** Its settings; whatever is not here has its default. */
  env: Readonly<Record<string, string>>;
  /** Superuser's address of its embedded database. */
  adminUrl: () => Promise<string>;
  /** Kills the server, not npm, and starts the shop again; answers how long the start took. */
  killAndStart: () => Promise<number>;
  stop: () => Promise<void>;
}

/** Starts on an empty data folder; everything that its processes print goes to the file. */
export async function startNpmShop(o: { dataDir: string; outputFile: string }): Promise<NpmShop> {
  await mkdir(o.dataDir, { recursive: true });
  const port = await freePort();
  const env = { DATA_DIR: o.dataDir, PORT: String(port), SAMPLE_SHOP: 'false' };
  const url = `http://127.0.0.1:${port}`;
  const run = { ...o, env, url };
  let npm = await start(run);
  const killAndStart = async (): Promise<number> => {
    process.kill(await serverOf(o.dataDir), 'SIGKILL');
    await endOf(npm);
    const startedMs = Date.now();
    npm = await start(run);
    return Date.now() - startedMs;
  };
  return {
    shop: { shape: 'whole', url, apiKey: await makeApiKey(env), dataDir: o.dataDir },
    env,
    adminUrl: async () => {
      const adminUrl = (await findRunningShop(o.dataDir))?.adminUrl;
      if (adminUrl === undefined) throw new Error(`no shop runs on ${o.dataDir}`);
      return adminUrl;
    },
    killAndStart,
    stop: async () => {
      npm.kill('SIGTERM');
      await endOf(npm);
    },
  };
}

interface Run {
  dataDir: string;
  outputFile: string;
  url: string;
  env: Readonly<Record<string, string>>;
}

/** A shop that needs longer is not slow but ill; a stale storefront is built first. */
const readyWithinMs = 150_000;

async function start({ env, url, outputFile }: Run): Promise<ChildProcess> {
  const { PATH, HOME } = environment();
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: root,
    // Only what is given: settings of whoever runs this must not reach the shop.
    env: { PATH, HOME, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(outputFile, { flags: 'a' });
  npm.stdout.pipe(output, { end: false });
  npm.stderr.pipe(output, { end: false });
  npm.once('close', () => output.end());
  await waitFor(
    'the shop to be ready',
    async () => {
      if (npm.exitCode !== null || npm.signalCode !== null)
        throw new Error(`the shop did not start: see ${outputFile}`);
      return isReady(url);
    },
    { timeoutMs: readyWithinMs },
  );
  return npm;
}

async function endOf(npm: ChildProcess): Promise<void> {
  if (npm.exitCode === null && npm.signalCode === null)
    await new Promise((resolve) => npm.once('exit', resolve));
}

/** The process that serves the shop, by the file that it writes about itself. */
async function serverOf(dataDir: string): Promise<number> {
  const { pid }: { pid: number } = JSON.parse(
    await readFile(join(dataDir, 'running.json'), 'utf8'),
  );
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  if (!command.includes('apps/server/src/main.js'))
    throw new Error(`process ${pid} is not the server of ${dataDir}`);
  return pid;
}
