import { interleave, type Measured } from '../report/interleave.ts';
import { sampleCatalogue } from '../shop/sample-catalogue.ts';
import { startWholeShop } from '../shop/start-whole-shop.ts';
import { compareShops } from './comparison.ts';
import type { Bench, Scenario } from './scenario.ts';
import { searchSide } from './search.ts';
import { openStage, type Stage } from './stage.ts';

export const filledSuffix = ', filled shop';

/** The shop of the data folder that `--filled` names; its size is told. */
async function filledStage(bench: Bench): Promise<Stage> {
  const dataDir = bench.options.filled;
  if (dataDir === undefined)
    throw new TypeError('--filled must name a data folder made by npm run bench:fill');
  const shop = await startWholeShop({ dataDir, env: bench.options.env });
  bench.cleanup.add(shop.stop);
  const catalogue = await sampleCatalogue(shop);
  const stage = await openStage({ ...bench, shop, catalogue });
  bench.say(`the filled shop has ${await stage.books.countOrders()} orders`);
  return stage;
}

export const growth: Scenario = {
  name: 'growth',
  what: 'everything again on a filled shop, in turn with the small one',
  needsFilled: true,
  run: async (bench): Promise<Measured[]> => {
    const small = await bench.stage();
    const filled = await filledStage(bench);
    return compareShops(bench, {
      first: { stage: small, suffix: ', small shop' },
      second: { stage: filled, suffix: filledSuffix },
      isWithEdits: true,
    });
  },
};

export const filledSearch: Scenario = {
  name: 'filled-search',
  what: 'search with facets on a filled shop alone',
  needsFilled: true,
  run: async (bench): Promise<Measured[]> => {
    const side = await searchSide(await filledStage(bench));
    const name = `${side.name}${filledSuffix}`;
    return interleave([{ ...side, name }], bench.options.pace, bench.say);
  },
};
