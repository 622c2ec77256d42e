import type { Page } from '../load/protocol.ts';
import { interleave, type Side } from '../report/interleave.ts';
import { listPath, productPage } from './reads.ts';
import type { Scenario } from './scenario.ts';
import { searchPages } from './search-queries.ts';
import { drive, expectOnly, type Stage } from './stage.ts';

/** Shoppers as a shop sees them: nine requests in ten only look. */
export const mixedSide = (stage: Stage, atOnce: number): Side => ({
  name: `mixed load, ${atOnce} at once`,
  unit: 'requests/s',
  measure: async (durationMs) => {
    const { variantIds } = stage.catalogue;
    const window = await drive(stage, {
      work: { kind: 'mixed', browse: browsing(stage), variantIds },
      atOnce,
      durationMs,
    });
    expectOnly(stage, window, [200, 201]);
    const answers = Object.values(window.statuses).reduce((sum, count) => sum + count, 0);
    return {
      value: (answers * 1000) / window.durationMs,
      figures: {
        ...window.sample.figures,
        'orders/s': (window.orderIds.length * 1000) / window.durationMs,
      },
    };
  },
});

/** Four lists, four products and one search among nine requests that only look. */
function browsing(stage: Stage): Page[] {
  const { products } = stage.catalogue;
  const titles = products.map(({ title }) => title);
  const searches = searchPages({ titles, filters: ['available=true'] }).filter(
    (_, index) => index % 20 === 0,
  );
  const sorts = ['newest', 'price', '-price', 'title'];
  return searches.flatMap((page, index) => [
    { ...page, group: 'search' },
    ...sorts.map((sort) => ({
      path: `${listPath}&sort=${sort}`,
      group: 'list',
      holds: ['"items":[{'],
    })),
    ...sorts.map((_, offset) => ({
      ...productPage(products[(index * 4 + offset) % products.length]?.slug ?? ''),
      group: 'product',
    })),
  ]);
}

export const mixed: Scenario = {
  name: 'mixed',
  what: 'a mixed shop load: nine requests in ten browse, the others buy',
  run: async (bench) => {
    const stage = await bench.stage();
    return interleave([mixedSide(stage, 32)], bench.options.pace, bench.say);
  },
};
