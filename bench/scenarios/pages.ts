import { interleave, type Measured, type Sample, type Side } from '../report/interleave.ts';
import { readersAtOnce } from './reads.ts';
import type { Scenario } from './scenario.ts';
import { drive, expectOnly, type Stage } from './stage.ts';

/** Kinds of public pages, each with the addresses that are asked for in turn. */
const kinds: readonly { name: string; paths: (stage: Stage) => string[] }[] = [
  { name: 'front page', paths: () => ['/'] },
  { name: 'page of a list', paths: () => ['/search', '/search?sort=price-asc'] },
  {
    name: 'page of a product',
    paths: ({ catalogue }) => catalogue.products.map(({ slug }) => `/products/${slug}`),
  },
];

export const keptPages: readonly string[] = kinds.map(({ name }) => name);
export const madePages: readonly string[] = kinds.map(({ name }) => `${name}, made anew`);
/** Processor time of the shop for one page, with what its API calls take. */
export const pageCpu = 'shop ms a page';

/** Whole pages: of products a link to one, of one product its own address. */
const holdsOf = (path: string): readonly string[] => [
  path.startsWith('/products/') ? path : '/products/',
  '</html>',
];

function sidesOf(stage: Stage): Side[] {
  return kinds.flatMap(({ name, paths }) => {
    const pages = paths(stage).map((path) => ({ path, holds: holdsOf(path) }));
    const measure = async (durationMs: number, isAnew: boolean): Promise<Sample> => {
      const window = await drive(stage, {
        work: {
          kind: 'fetch',
          pages,
          order: 'in-turn',
          asBrowser: true,
          ...(isAnew ? { vary: 'address' as const } : {}),
        },
        atOnce: readersAtOnce,
        durationMs,
      });
      expectOnly(stage, window, [200]);
      return withPageCpu(window.sample);
    };
    return [
      {
        name,
        unit: 'pages/s',
        prepare: () => openEach(stage, pages),
        measure: (durationMs) => measure(durationMs, false),
      },
      {
        name: `${name}, made anew`,
        unit: 'pages/s',
        measure: (durationMs) => measure(durationMs, true),
      },
    ];
  });
}

/** Twice, so that a window measures pages that are kept, however short it is. */
async function openEach({ shop }: Stage, pages: readonly { path: string }[]): Promise<void> {
  for (const { path } of [...pages, ...pages])
    await (await fetch(`${shop.url}${path}`)).arrayBuffer();
}

function withPageCpu({ value, figures }: Sample): Sample {
  const cores = figures['shop cores'];
  if (cores === undefined || value === 0) return { value, figures };
  return { value, figures: { ...figures, [pageCpu]: (cores * 1_000) / value } };
}

export const pages: Scenario = {
  name: 'pages',
  what: 'pages of the storefront, kept and made anew',
  run: async (bench): Promise<Measured[]> =>
    interleave(sidesOf(await bench.stage()), bench.options.pace, bench.say),
};
