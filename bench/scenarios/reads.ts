import { startHttpLimit } from '../raw/start-http-limit.ts';
import { interleave, type Measured, type Side } from '../report/interleave.ts';
import type { Bench, Scenario } from './scenario.ts';
import { drive, expectOnly, type Stage } from './stage.ts';

/** Enough to keep a server busy, and few enough that a request does not wait for others. */
export const readersAtOnce = 32;
const editEveryMs = 100;

export const listPath = '/api/v1/products?limit=24';
export const productPath = (slug: string): string => `/api/v1/products/${slug}`;

export const listBare = 'bare node:http, body of a list';
export const listFastify = 'Fastify with schema, body of a list';
export const productFastify = 'Fastify with schema, body of a product';

/** The list of 24 products, asked for again and again. */
export function listSide(stage: Stage, o: { isEdited?: boolean } = {}): Side {
  const name = 'list of 24 products';
  return {
    name: o.isEdited === true ? `${name}, one edited every 100 ms` : name,
    unit: 'requests/s',
    against: [listFastify, listBare],
    measure: (durationMs) =>
      read(stage, { paths: [listPath], durationMs, isEdited: o.isEdited === true }),
  };
}

/** The pages of all products, one after the other. */
export function productSide(stage: Stage, o: { isEdited?: boolean } = {}): Side {
  const name = 'one product with its variants';
  const paths = stage.catalogue.products.map(({ slug }) => productPath(slug));
  return {
    name: o.isEdited === true ? `${name}, one edited every 100 ms` : name,
    unit: 'requests/s',
    against: [productFastify],
    measure: (durationMs) => read(stage, { paths, durationMs, isEdited: o.isEdited === true }),
  };
}

/** The same list at addresses that nobody asked for before, so that no cache knows them. */
export const uncachedListSide = (stage: Stage): Side => ({
  name: 'list of 24 products, uncached',
  unit: 'requests/s',
  measure: async (durationMs) => {
    const window = await drive(stage, {
      work: { kind: 'fetch', pages: [{ path: listPath }], order: 'in-turn', vary: 'price-limit' },
      atOnce: readersAtOnce,
      durationMs,
    });
    expectOnly(stage, window, [200]);
    return window.sample;
  },
});

async function read(
  stage: Stage,
  o: { paths: readonly string[]; durationMs: number; isEdited: boolean },
) {
  const window = await drive(stage, {
    work: { kind: 'fetch', pages: o.paths.map((path) => ({ path })), order: 'in-turn' },
    atOnce: readersAtOnce,
    durationMs: o.durationMs,
    ...(o.isEdited ? { edits: { everyMs: editEveryMs, products: await shown(stage) } } : {}),
  });
  expectOnly(stage, window, [200]);
  if (o.isEdited) {
    const { edits, staleEdits } = window;
    stage.checks.record(
      'an edit shows in the next answer',
      edits > 0 && staleEdits === 0,
      `${staleEdits} of ${edits} did not`,
    );
    return { ...window.sample, figures: { ...window.sample.figures, edits } };
  }
  return window.sample;
}

/** The products that the list shows: each edit takes the list out of the cache. */
async function shown({ shop }: Stage) {
  const { items }: { items: { id: string; slug: string; title: string }[] } = await (
    await fetch(`${shop.url}${listPath}`)
  ).json();
  // Without the number that an earlier edit has put behind it.
  return items.map((item) => ({ ...item, title: item.title.replace(/ \d$/, '') }));
}

/** A raw server that answers the very body that the shop answers at `path`. */
async function limitSide(
  bench: Bench,
  stage: Stage,
  o: { name: string; kind: 'bare' | 'fastify'; route: 'listProducts' | 'getProduct'; path: string },
): Promise<Side> {
  const answer = await fetch(`${stage.shop.url}${o.path}`);
  const body = await answer.text();
  const server = await startHttpLimit({ kind: o.kind, route: o.route, body });
  bench.cleanup.add(async () => server.stop());
  return {
    name: o.name,
    unit: 'requests/s',
    measure: async (durationMs) => {
      const window = await stage.load.run({
        host: server.host,
        port: server.port,
        work: { kind: 'fetch', pages: [{ path: '/' }], order: 'in-turn' },
        atOnce: readersAtOnce,
        durationMs,
      });
      const figures = { 'body bytes': Buffer.byteLength(body), cores: window.generatorCores };
      return { value: window.perSecond, figures };
    },
  };
}

export const limitSides = async (bench: Bench, stage: Stage): Promise<Side[]> => {
  const [product] = stage.catalogue.products;
  if (product === undefined) throw new Error('there is no product');
  const list = { route: 'listProducts', path: listPath } as const;
  const page = { route: 'getProduct', path: productPath(product.slug) } as const;
  return [
    await limitSide(bench, stage, { name: listBare, kind: 'bare', ...list }),
    await limitSide(bench, stage, { name: listFastify, kind: 'fastify', ...list }),
    await limitSide(bench, stage, { name: productFastify, kind: 'fastify', ...page }),
  ];
};

export const reads: Scenario = {
  name: 'reads',
  what: 'list and product pages, beside raw servers that answer the same bodies',
  run: async (bench): Promise<Measured[]> => {
    const stage = await bench.stage();
    return interleave(
      [
        ...(await limitSides(bench, stage)),
        listSide(stage),
        listSide(stage, { isEdited: true }),
        productSide(stage),
        productSide(stage, { isEdited: true }),
        uncachedListSide(stage),
      ],
      bench.options.pace,
      bench.say,
    );
  },
};
