import { join } from 'node:path';
import type { Measured } from '../report/interleave.ts';
import { startSplitShop } from '../shop/start-split-shop.ts';
import { compareShops } from './comparison.ts';
import type { Bench, Scenario } from './scenario.ts';
import { openStage } from './stage.ts';

async function run(bench: Bench): Promise<Measured[]> {
  const whole = await bench.stage();
  bench.say('starting every service as a process of its own');
  const logDir = join(bench.folder, 'split-logs');
  const shop = await startSplitShop({ logDir, env: bench.options.env });
  bench.cleanup.add(shop.stop);
  const split = await openStage({ ...bench, shop });
  const measured = await compareShops(bench, {
    first: { stage: whole, suffix: ', one process' },
    second: { stage: split, suffix: ', split' },
    isWithEdits: false,
  });
  await split.close();
  return measured;
}

export const shapes: Scenario = {
  name: 'shapes',
  what: 'one process beside every service in a process of its own',
  run,
};
