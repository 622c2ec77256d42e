import { interleave, type Side } from '../report/interleave.ts';
import { staffCall } from '../shop/catalogue.ts';
import type { Scenario } from './scenario.ts';
import { searchPages } from './search-queries.ts';
import { drive, expectOnly, type Stage } from './stage.ts';

/** As many at once as are waited for by as many database connections. */
const searchersAtOnce = 8;

/** Search with facets, each time with a spelling that no cache knows. */
export async function searchSide(stage: Stage): Promise<Side> {
  const titles = stage.catalogue.products.map(({ title }) => title);
  const pages = searchPages({ titles, filters: await twoFilters(stage) });
  return {
    name: 'search with facets, uncached',
    unit: 'requests/s',
    measure: async (durationMs) => {
      const window = await drive(stage, {
        work: { kind: 'fetch', pages, order: 'random', vary: 'spelling' },
        atOnce: searchersAtOnce,
        durationMs,
      });
      expectOnly(stage, window, [200]);
      return window.sample;
    },
  };
}

/** Pairs of filters that the shop itself offers. */
async function twoFilters(stage: Stage): Promise<string[]> {
  const { facets }: Facets = await staffCall(stage.shop, 'GET', '/products?limit=1&facets=true');
  const [first, second] = facets.options;
  const filters = (option: Option | undefined) =>
    (option?.values ?? []).map(
      ({ value }) =>
        `option.${encodeURIComponent(option?.name ?? '')}=${encodeURIComponent(value)}`,
    );
  const pairs = filters(first).flatMap((one) =>
    ['available=true', ...filters(second)].map((other) => `${one}&${other}`),
  );
  if (pairs.length === 0) throw new Error('the shop offers no filters');
  return pairs;
}

interface Option {
  name: string;
  values: { value: string }[];
}

interface Facets {
  facets: { options: Option[] };
}

export const search: Scenario = {
  name: 'search',
  what: 'search with facets: 200 queries in Zipf order, by class',
  run: async (bench) => {
    const stage = await bench.stage();
    return interleave([await searchSide(stage)], bench.options.pace, bench.say);
  },
};
