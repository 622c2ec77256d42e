import type { LoadGenerator } from '../load/load-generator.ts';
import type { Edits, Window, Work } from '../load/protocol.ts';
import type { Checks } from '../report/checks.ts';
import type { Sample } from '../report/interleave.ts';
import { describeMachine, type Machine } from '../report/machine.ts';
import { openShopBooks, type ShopBooks } from '../shop/books.ts';
import { type Catalogue, fillCatalogue } from '../shop/catalogue.ts';
import { readUsage, type Usage } from '../shop/processes.ts';
import type { RunningShop } from '../shop/running-shop.ts';
import { verifyBooks } from './verify-books.ts';

/** A running shop with what it sells and what its database says. */
export interface Stage {
  shop: RunningShop;
  catalogue: Catalogue;
  books: ShopBooks;
  load: LoadGenerator;
  checks: Checks;
  machine: Machine;
  /** Checks the shop's books and stops it, so that nothing is measured beside it; once. */
  close: () => Promise<void>;
}

/**
 * Opens a shop's books and, where none is given, fills its catalogue.
 * @throws when the shop does not write durably: such a one is not measured.
 */
export async function openStage(o: {
  shop: RunningShop;
  load: LoadGenerator;
  checks: Checks;
  catalogue?: Catalogue;
  say: (line: string) => void;
  cleanup: { add: (undo: () => Promise<unknown>) => void };
  opened: Stage[];
}): Promise<Stage> {
  const { shop, load, checks } = o;
  const machine = await describeMachine(shop);
  const books = await openShopBooks(shop);
  o.cleanup.add(books.close);
  const catalogue = o.catalogue ?? (await fillCatalogue(shop, o.say));
  await books.settle(settleMaxMs);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await verifyBooks(stage);
    await books.close();
    await shop.stop();
  };
  const stage: Stage = {
    shop,
    catalogue,
    books,
    load,
    checks,
    machine,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
  o.opened.push(stage);
  return stage;
}

interface Drive {
  work: Work;
  atOnce: number;
  durationMs: number;
  edits?: Omit<Edits, 'apiKey'>;
}

/** Subscribers may be this far behind when a window ends. */
const eventLagMaxMs = 5_000;
/** A backlog that takes longer is a fault and ends the run. */
const settleMaxMs = 120_000;

/** Drives the shop for one window, and checks afterwards that every answer was a true one. */
export async function drive(stage: Stage, o: Drive): Promise<Window & { sample: Sample }> {
  const { shop, books, checks, load } = stage;
  const isSelling = ['checkout', 'place', 'mixed'].includes(o.work.kind);
  const before = isSelling ? await books.countOrders() : 0;
  const usageBefore = await readUsage(shop);
  const startedMs = performance.now();
  const window = await load.run({
    host: shop.host,
    port: shop.port,
    work: o.work,
    atOnce: o.atOnce,
    durationMs: o.durationMs,
    ...(o.edits === undefined ? {} : { edits: { ...o.edits, apiKey: shop.apiKey } }),
  });
  const usageAfter = await readUsage(shop);
  const tookMs = performance.now() - startedMs;
  if (isSelling) {
    const lagMs = await books.eventLagMs();
    checks.record('event lag below 5 s', lagMs < eventLagMaxMs, `${Math.round(lagMs)} ms`);
    await checkOrders(stage, window, before);
  }
  // What is left to do must not slow the next window, which measures something else.
  const settledMs = isSelling ? await books.settle(settleMaxMs) : 0;
  const figures = {
    ...figuresOf(window),
    ...coresOf(usageBefore, usageAfter, tookMs),
    ...(isSelling ? { 'events and jobs done after ms': settledMs } : {}),
  };
  return { ...window, sample: { value: window.perSecond, figures } };
}

/** Fewer orders may by chance hold too few or too many with a code. */
const ordersToJudgeCodes = 200;

async function checkOrders({ books, checks }: Stage, window: Window, before: number) {
  const { orderIds } = window;
  const found = await books.countThose(orderIds);
  checks.record(
    'every 201 is an order in the database',
    found === orderIds.length && new Set(orderIds).size === orderIds.length,
    `${found} of ${orderIds.length}`,
  );
  const made = (await books.countOrders()) - before;
  checks.record(
    'no order without a 201',
    made === orderIds.length,
    `${made} orders, ${orderIds.length} answers`,
  );
  if (orderIds.length < ordersToJudgeCodes) return;
  const withCode = await books.countWithCode(orderIds);
  checks.record(
    'one order in ten has a discount by a code',
    withCode > orderIds.length / 20 && withCode < orderIds.length / 5,
    `${withCode} of ${orderIds.length}`,
  );
}

/**
 * Answers other than the wanted ones are allowed where `wanted` says so, and told everywhere; those
 * that were read must hold what was asked for.
 */
export function expectOnly(stage: Stage, window: Window, wanted: readonly number[]): void {
  const { looked, wrong, firstSurprise = '' } = window;
  if (looked > 0)
    stage.checks.record(
      'answers hold what was asked for',
      wrong === 0,
      wrong === 0 ? `${looked} were read` : `${wrong} of ${looked}; first: ${firstSurprise}`,
    );
  const unwanted = Object.entries(window.statuses).filter(
    ([status]) => !wanted.includes(Number(status)),
  );
  stage.checks.record(
    'only the expected answers',
    unwanted.length === 0,
    unwanted.length === 0
      ? 'none else'
      : `${JSON.stringify(window.statuses)}; first: ${firstSurprise}`,
  );
}

function figuresOf({ latency, generatorCores }: Window): Record<string, number> {
  const figures: Record<string, number> = { 'generator cores': generatorCores };
  for (const [group, { p50Ms, p99Ms }] of Object.entries(latency)) {
    const prefix = group === 'all' ? '' : `${group} `;
    figures[`${prefix}p50 ms`] = p50Ms;
    figures[`${prefix}p99 ms`] = p99Ms;
  }
  return figures;
}

function coresOf(
  before: Usage | undefined,
  after: Usage | undefined,
  tookMs: number,
): Record<string, number> {
  if (before === undefined || after === undefined) return {};
  return {
    'shop cores': (after.shopCpuMs - before.shopCpuMs) / tookMs,
    'provider cores': (after.providerCpuMs - before.providerCpuMs) / tookMs,
    'postgres cores': (after.postgresCpuMs - before.postgresCpuMs) / tookMs,
  };
}
