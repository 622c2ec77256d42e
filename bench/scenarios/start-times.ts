import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, startShopProcess } from '@cartwright/testing';
import { type Measured, measuredOf } from '../report/interleave.ts';
import { settingsOf } from '../shop/start-whole-shop.ts';
import { listPath } from './reads.ts';
import type { Bench, Scenario } from './scenario.ts';

const coldStart = 'first start to first answer';
export const secondStart = 'second start to first answer';

async function run(bench: Bench): Promise<Measured[]> {
  // A shop that runs already has built the storefront, which is part of an installation.
  await bench.stage();
  const cold: number[] = [];
  const second: number[] = [];
  for (let round = 1; round <= bench.options.pace.rounds; round += 1) {
    const dataDir = join(bench.folder, 'start');
    await mkdir(dataDir);
    cold.push(await startOnce(bench, dataDir));
    second.push(await startOnce(bench, dataDir));
    await rm(dataDir, { recursive: true, force: true });
    const told = [cold, second].map((times) => `${Math.round(times.at(-1) ?? 0)} ms`);
    bench.say(`${round}/${bench.options.pace.rounds} first start ${told.join(', second ')}`);
  }
  return [measuredOf(coldStart, 'ms', cold), measuredOf(secondStart, 'ms', second)];
}

/** Milliseconds from the command to the first list of products; the shop is stopped again. */
async function startOnce(bench: Bench, dataDir: string): Promise<number> {
  const port = await freePort();
  const env = settingsOf({ dataDir, port, env: bench.options.env });
  const since = performance.now();
  const starting = startShopProcess({ env, logFile: join(dataDir, 'shop.log') });
  const failed = starting.then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => Promise.reject(error),
  );
  const firstAnswerMs = await Promise.race([firstAnswer(port, since), failed]);
  await (await starting).end();
  return firstAnswerMs;
}

async function firstAnswer(port: number, since: number): Promise<number> {
  for (;;) {
    // Nobody listens yet: that is what is waited for.
    const answer = await fetch(`http://127.0.0.1:${port}${listPath}`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return performance.now() - since;
    await delay(5);
  }
}

export const startTimes: Scenario = {
  name: 'start',
  what: 'from the command to the first answer, with a new and with a known data folder',
  run,
};
