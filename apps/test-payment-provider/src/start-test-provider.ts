import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';

// An import would read every member of the module, among them one that loads Node's fetch: 13 MiB.
const { request } = process.getBuiltinModule('node:http');

/** A cold start takes about 0.5 s; a loaded machine may need many times that. */
const READY_WITHIN_MS = 20_000;
const STOPPED_WITHIN_MS = 10_000;
const CALL_TIMEOUT_MS = 2_000;
/** Of young objects: a call leaves few behind, and Node's own limit of 32 MiB would be filled. */
const YOUNG_MIB_MAX = 2;

export interface StartOptions {
  /** A folder for the provider alone; its books stay there. */
  dataDir: string;
  /** Where it sends webhooks: `${publicUrl}/api/v1/payments/webhooks/test`. */
  webhookUrl: string;
  /** Unset: the port it had before, or else a free one. */
  port?: number;
  secret: string;
  /** Settings such as TEST_PROVIDER_SLOW_MS, beside those of this process. */
  env?: Record<string, string>;
  log: { info: (fields: object, message: string) => void };
}

export interface StartedProvider {
  url: string;
  port: number;
  pid: number;
  /** It ran already: an earlier shop left it behind. */
  wasAdopted: boolean;
}

interface Health {
  dataDir: string;
  pid: number;
  secretFingerprint: string;
  webhookUrl: string;
}

/**
 * Finds the provider of a data folder or starts one, apart from this process: it survives when the
 * shop is killed, and the next shop adopts it. Its port stays the same, so that addresses it gave
 * out (a challenge page) keep working.
 */
export async function startTestProvider(options: StartOptions): Promise<StartedProvider> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const storedPort = readPort(dataDir);
  const adopted = await adopt({ ...options, dataDir }, storedPort);
  if (adopted !== undefined) return adopted;
  const port = options.port ?? (await firstFree(storedPort));
  const child = spawnProvider({ ...options, dataDir, port });
  const health = await waitUntilReady({ dataDir, port, child });
  writeFileSync(join(dataDir, 'provider.json'), JSON.stringify({ port, pid: health.pid }), {
    mode: 0o600,
  });
  options.log.info({ port, pid: health.pid }, 'test payment provider started');
  return { url: urlOf(port), port, pid: health.pid, wasAdopted: false };
}

/** Address of the provider that runs on a data folder; undefined when none does. */
export async function findTestProvider(folder: string): Promise<string | undefined> {
  const dataDir = resolve(folder);
  const port = readPort(dataDir);
  const health = port === undefined ? undefined : await readHealth(port);
  return port !== undefined && health?.dataDir === dataDir ? urlOf(port) : undefined;
}

/** Stops the provider of a data folder and waits for its end; nothing happens when none runs. */
export async function stopTestProvider(options: {
  dataDir: string;
  secret: string;
}): Promise<void> {
  const dataDir = resolve(options.dataDir);
  const port = readPort(dataDir);
  if (port === undefined) return;
  const health = await readHealth(port);
  if (health?.dataDir !== dataDir) return;
  await control({ port, secret: options.secret, path: '/control/stop', body: {} });
  const until = Date.now() + STOPPED_WITHIN_MS;
  while (isAlive(health.pid) && Date.now() < until) await delay(25);
}

async function adopt(
  options: StartOptions,
  port: number | undefined,
): Promise<StartedProvider | undefined> {
  if (port === undefined) return undefined;
  const health = await readHealth(port);
  if (health?.dataDir !== options.dataDir) return undefined;
  const fingerprint = createHash('sha256').update(options.secret).digest('hex').slice(0, 16);
  if (health.secretFingerprint !== fingerprint)
    throw new Error(
      `The test payment provider of ${options.dataDir} runs with another secret; end process ${health.pid} and start again.`,
    );
  if (health.webhookUrl !== options.webhookUrl) {
    await control({
      port,
      secret: options.secret,
      path: '/control/webhook-url',
      body: { url: options.webhookUrl },
    });
  }
  options.log.info({ port, pid: health.pid }, 'test payment provider adopted');
  return { url: urlOf(port), port, pid: health.pid, wasAdopted: true };
}

function spawnProvider(options: StartOptions & { port: number }) {
  const logFile = openSync(join(options.dataDir, 'provider.log'), 'a', 0o600);
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      `--max-semi-space-size=${YOUNG_MIB_MAX}`,
      main,
      '--port',
      String(options.port),
      '--data',
      options.dataDir,
      '--webhook',
      options.webhookUrl,
    ],
    {
      detached: true,
      stdio: ['ignore', logFile, logFile],
      // The secret goes by the environment: arguments are shown to every user of the machine.
      env: {
        ...environment(),
        ...compiledCode(),
        ...options.env,
        TEST_PROVIDER_SECRET: options.secret,
      },
    },
  );
  closeSync(logFile);
  child.unref();
  return child;
}

/** Compiled code is kept where this process keeps its own. */
function compiledCode(): Record<string, string> {
  const folder = getCompileCacheDir();
  // The folder of this version of Node, below the one that was given.
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

async function waitUntilReady(o: {
  dataDir: string;
  port: number;
  child: ReturnType<typeof spawn>;
}): Promise<Health> {
  let failure: string | undefined;
  o.child.once('error', (error) => {
    failure = error.message;
  });
  o.child.once('exit', (code) => {
    failure = `it ended with code ${code}`;
  });
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const health = await readHealth(o.port);
    if (health?.dataDir === o.dataDir) return health;
    if (failure !== undefined) break;
    await delay(25);
  }
  throw new Error(
    `The test payment provider did not start: ${failure ?? 'no answer'}; see ${join(o.dataDir, 'provider.log')}.`,
  );
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

function readPort(dataDir: string): number | undefined {
  try {
    const stored: unknown = JSON.parse(readFileSync(join(dataDir, 'provider.json'), 'utf8'));
    if (typeof stored !== 'object' || stored === null || !('port' in stored)) return undefined;
    return typeof stored.port === 'number' ? stored.port : undefined;
  } catch {
    // No file, or one cut off by a crash: both mean that no port is known.
    return undefined;
  }
}

/** The wanted port when nobody has it, else one that the system gives. */
async function firstFree(wanted: number | undefined): Promise<number> {
  const listen = (port: number) =>
    new Promise<number>((settle, fail) => {
      const probe = createServer();
      probe.once('error', fail);
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address();
        const got = typeof address === 'object' && address !== null ? address.port : 0;
        probe.close(() => settle(got));
      });
    });
  return wanted === undefined ? listen(0) : listen(wanted).catch(() => listen(0));
}

async function readHealth(port: number): Promise<Health | undefined> {
  try {
    const body: unknown = JSON.parse(await call({ port, path: '/health' }));
    if (typeof body !== 'object' || body === null || !('service' in body)) return undefined;
    if (body.service !== 'cartwright-test-payment-provider') return undefined;
    // Only our own provider names this service, and it always answers these members.
    return body as unknown as Health;
  } catch {
    // Nobody listens, or somebody who is not the provider.
    return undefined;
  }
}

async function control(o: {
  port: number;
  secret: string;
  path: string;
  body: object;
}): Promise<void> {
  await call(o);
}

/** Asks the provider by Node's plain HTTP: a shop that starts would load fetch for this alone. */
function call(o: { port: number; path: string; secret?: string; body?: object }): Promise<string> {
  const { resolve, reject, promise } = Promise.withResolvers<string>();
  const asked = request(
    `${urlOf(o.port)}${o.path}`,
    {
      // A connection of its own: one that is kept would hold up the provider's stop.
      agent: false,
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      ...(o.body === undefined ? {} : { method: 'POST' }),
      headers: {
        ...(o.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(o.secret === undefined ? {} : { authorization: `Bearer ${o.secret}` }),
      },
    },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`The test payment provider refused ${o.path}: ${status}.`));
      });
    },
  );
  asked.on('error', reject);
  asked.end(o.body === undefined ? undefined : JSON.stringify(o.body));
  return promise;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // Signal 0 only asks; no such process is the answer.
    return false;
  }
}
