import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Measured, measuredOf } from '../report/interleave.ts';
import { readUsage } from '../shop/processes.ts';
import type { RunningShop } from '../shop/running-shop.ts';
import { startWholeShop } from '../shop/start-whole-shop.ts';
import { mixedSide } from './mixed.ts';
import { checkoutSide } from './orders.ts';
import { listSide } from './reads.ts';
import type { Bench, Scenario } from './scenario.ts';
import { openStage, type Stage } from './stage.ts';

export const idleMemory = 'memory of all Node processes, idle';
export const peakMemory = 'memory of all Node processes, peak under load';

/** How long the shop is left alone, and how long it is loaded. */
const full = { idleMs: 60_000, loadMs: 180_000 };
const short = { idleMs: 10_000, loadMs: 15_000 };

async function run(bench: Bench): Promise<Measured[]> {
  const { idleMs, loadMs } = bench.options.isShort ? short : full;
  const dataDir = join(bench.folder, 'memory');
  const { env } = bench.options;
  // Filled by one start and measured in the next: filling leaves memory behind.
  const first = await startWholeShop({ dataDir, env });
  bench.cleanup.add(first.stop);
  const filling = await openStage({ ...bench, shop: first });
  await filling.close();
  const shop = await startWholeShop({ dataDir, env });
  bench.cleanup.add(shop.stop);
  await delay(idleMs);
  const idle = await nodeMiB(shop);
  bench.say(`idle for ${idleMs / 1000} s: ${Math.round(idle)} MiB`);
  const stage = await openStage({ ...bench, shop, catalogue: filling.catalogue });
  const peak = await peakUnderLoad(stage, loadMs);
  bench.say(`peak in ${loadMs / 1000} s of load: ${Math.round(peak)} MiB`);
  await stage.close();
  return [measuredOf(idleMemory, 'MiB', [idle]), measuredOf(peakMemory, 'MiB', [peak])];
}

/** Orders, a mixed load and lists, each for a third of the time, as fast as they are answered. */
async function peakUnderLoad(stage: Stage, loadMs: number): Promise<number> {
  let peak = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      peak = Math.max(peak, await nodeMiB(stage.shop));
      await delay(250);
    }
  })();
  try {
    for (const side of [checkoutSide(stage, 128), mixedSide(stage, 64), listSide(stage)])
      await side.measure(loadMs / 3);
  } finally {
    isOver = true;
    await watching;
  }
  return peak;
}

async function nodeMiB(shop: RunningShop): Promise<number> {
  const usage = await readUsage(shop);
  if (usage === undefined) throw new Error('this system does not tell the memory of processes');
  return usage.nodeMiB;
}

export const memory: Scenario = {
  name: 'memory',
  what: 'resident memory of all Node processes, idle and at the peak of a load',
  run,
};
