import type { Page } from '../load/protocol.ts';
import { startHttpLimit } from '../raw/start-http-limit.ts';
import { interleave, type Measured, type Side } from '../report/interleave.ts';
import type { Bench, Scenario } from './scenario.ts';
import { drive, expectOnly, type Stage } from './stage.ts';

/** Enough to keep a server busy, and few enough that a request does not wait for others. */
export const readersAtOnce = 32;
const editEveryMs = 100;

const listed = 24;
export const listPath = `/api/v1/products?limit=${listed}`;
export const productPath = (slug: string): string => `/api/v1/products/${slug}`;

const slugText = (slug: string): string => `"slug":"${slug}"`;

/** A product's address, whose answer must be of it and hold a variant. */
export const productPage = (slug: string): Page => ({
  path: productPath(slug),
  holds: [slugText(slug), '"variants":[{'],
});

const listBare = 'bare node:http, body of a list';
export const listFastify = 'Fastify with schema, body of a list';
export const productFastify = 'Fastify with schema, body of a product';

/** The list of 24 products, asked for again and again. */
export function listSide(stage: Stage, o: { isEdited?: boolean } = {}): Side {
  const name = 'list of 24 products';
  return {
    name: o.isEdited === true ? `${name}, one edited every 100 ms` : name,
    unit: 'requests/s',
    against: [listFastify, listBare],
    measure: async (durationMs) => {
      const pages = [await listPage(stage)];
      return read(stage, {
        pages,
        durationMs,
        ...(o.isEdited === true ? { edits: { seenAt: listPath } } : {}),
      });
    },
  };
}

/** The pages of all products, one after the other. */
export function productSide(stage: Stage, o: { isEdited?: boolean } = {}): Side {
  const name = 'one product with its variants';
  const pages = stage.catalogue.products.map(({ slug }) => productPage(slug));
  return {
    name: o.isEdited === true ? `${name}, one edited every 100 ms` : name,
    unit: 'requests/s',
    against: [productFastify],
    measure: (durationMs) =>
      read(stage, { pages, durationMs, ...(o.isEdited === true ? { edits: {} } : {}) }),
  };
}

/** The same list at addresses that nobody asked for before, so that no cache knows them. */
export const uncachedListSide = (stage: Stage): Side => ({
  name: 'list of 24 products, uncached',
  unit: 'requests/s',
  measure: async (durationMs) => {
    const pages = [await listPage(stage)];
    const window = await drive(stage, {
      work: { kind: 'fetch', pages, order: 'in-turn', vary: 'price-limit' },
      atOnce: readersAtOnce,
      durationMs,
    });
    expectOnly(stage, window, [200]);
    return window.sample;
  },
});

async function read(
  stage: Stage,
  o: { pages: readonly Page[]; durationMs: number; edits?: { seenAt?: string } },
) {
  const products = o.edits === undefined ? [] : await edited(stage);
  const window = await drive(stage, {
    work: { kind: 'fetch', pages: o.pages, order: 'in-turn' },
    atOnce: readersAtOnce,
    durationMs: o.durationMs,
    ...(o.edits === undefined ? {} : { edits: { everyMs: editEveryMs, products, ...o.edits } }),
  });
  expectOnly(stage, window, [200]);
  if (o.edits === undefined) return window.sample;
  const { edits, staleEdits } = window;
  stage.checks.record(
    'an edit shows in the next answer',
    edits > 0 && staleEdits === 0,
    `${staleEdits} of ${edits} did not`,
  );
  const wanted = o.durationMs / editEveryMs;
  stage.checks.record('edits keep their pace', edits > wanted * editsKept, `${edits} of ${wanted}`);
  return { ...window.sample, figures: { ...window.sample.figures, edits } };
}

/** An edit that outlasts its turn leaves one out: with fewer than half it is another load. */
const editsKept = 0.5;

/** The products that the list shows: each edit takes the list out of the cache. */
async function shown({ shop }: Stage) {
  const { items }: { items: { id: string; slug: string; title: string }[] } = await (
    await fetch(`${shop.url}${listPath}`)
  ).json();
  if (new Set(items.map(({ slug }) => slug)).size !== listed)
    throw new Error(`the list shows ${items.length} products`);
  return items;
}

/** Without the number that an earlier edit has put behind a title. */
const edited = async (stage: Stage) =>
  (await shown(stage)).map((item) => ({ ...item, title: item.title.replace(/ \d$/, '') }));

/** The list's address, whose answer must hold all products that it shows now. */
export const listPage = async (stage: Stage): Promise<Page> => ({
  path: listPath,
  holds: (await shown(stage)).map(({ slug }) => slugText(slug)),
});

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

const limitSides = async (bench: Bench, stage: Stage): Promise<Side[]> => {
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
