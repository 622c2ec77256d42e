import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { environment } from '@cartwright/config';
import { interleave, type Measured } from '../report/interleave.ts';
import { offerWelcomeCode } from '../shop/catalogue.ts';
import { sampleCatalogue } from '../shop/sample-catalogue.ts';
import { settingsOf, startWholeShop } from '../shop/start-whole-shop.ts';
import { compareShops } from './comparison.ts';
import type { Bench, Scenario } from './scenario.ts';
import { searchSide } from './search.ts';
import { openStage, type Stage } from './stage.ts';

const run = promisify(execFile);

export const smallSuffix = ', small shop';
export const filledSuffix = ', filled shop';
/** The size of the shop in which search is promised a rate. */
const searchedProducts = 100_000;
export const filledSearchName = 'search with facets, uncached, 100,000 products';

/** The shop of the data folder that `--filled` names; its size is told. */
async function filledStage(bench: Bench): Promise<Stage> {
  const dataDir = bench.options.filled;
  if (dataDir === undefined)
    throw new TypeError('--filled must name a data folder made by npm run bench:fill');
  const stage = await stageOf(bench, dataDir);
  const [products, orders] = [await stage.books.countProducts(), await stage.books.countOrders()];
  bench.say(`the filled shop has ${products} products and ${orders} orders`);
  return stage;
}

/** What the clauses of growth speak of: a smaller shop would keep them more easily. */
const grownMin = 1_000_000;

async function checkSize({ checks }: Bench, { books }: Stage): Promise<void> {
  const [products, orders] = [await books.countProducts(), await books.countOrders()];
  checks.record(
    'the filled shop has a million products and a million orders',
    products >= grownMin && orders >= grownMin,
    `${products} products, ${orders} orders`,
  );
}

/**
 * A shop of 1,000 products and no order, made by the command that makes the filled one: products
 * with other texts and no pictures would be answered in a fifth of the bytes.
 */
async function smallStage(bench: Bench): Promise<Stage> {
  const dataDir = join(bench.folder, 'small');
  const fill = fileURLToPath(new URL('../fill/fill.ts', import.meta.url));
  const env = { ...environment(), ...settingsOf({ dataDir, port: 0 }) };
  bench.say('filling the small shop');
  await run(process.execPath, [fill, '--products', '1000', '--orders', '0'], { env });
  return stageOf(bench, dataDir);
}

async function stageOf(bench: Bench, dataDir: string): Promise<Stage> {
  const shop = await startWholeShop({ dataDir, env: bench.options.env });
  bench.cleanup.add(shop.stop);
  await offerWelcomeCode(shop);
  const catalogue = await sampleCatalogue(shop);
  return openStage({ ...bench, shop, catalogue });
}

export const growth: Scenario = {
  name: 'growth',
  what: 'everything again on a filled shop, in turn with the small one',
  needsFilled: true,
  run: async (bench): Promise<Measured[]> => {
    const small = await smallStage(bench);
    const filled = await filledStage(bench);
    await checkSize(bench, filled);
    const measured = await compareShops(bench, {
      first: { stage: small, suffix: smallSuffix },
      second: { stage: filled, suffix: filledSuffix },
      isWithEdits: true,
    });
    await small.close();
    await filled.close();
    return measured;
  },
};

export const filledSearch: Scenario = {
  name: 'filled-search',
  what: 'search with facets in a filled shop of 100,000 products',
  needsFilled: true,
  isOnlyWhenNamed: true,
  run: async (bench): Promise<Measured[]> => {
    const stage = await filledStage(bench);
    const products = await stage.books.countProducts();
    // Runs before this one may have added some for their sales.
    if (Math.abs(products - searchedProducts) > searchedProducts / 100)
      throw new TypeError(`filled-search wants 100,000 products, and there are ${products}`);
    const side = await searchSide(stage);
    const sides = [{ ...side, name: filledSearchName }];
    const measured = await interleave(sides, bench.options.pace, bench.say);
    await stage.close();
    return measured;
  },
};
