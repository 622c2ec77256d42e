import type { Clause } from './report/contract.ts';
import { memoryAfterwards } from './scenarios/comparison.ts';
import { flashSale, hotSale, spreadSale } from './scenarios/flash-sale.ts';
import {
  filledSearch,
  filledSearchName,
  filledSuffix,
  growth,
  smallSuffix,
} from './scenarios/growth.ts';
import { idleMemory, memory, peakMemory } from './scenarios/memory.ts';
import { checkout, placeOrder } from './scenarios/order-scenarios.ts';
import { transactionLimit } from './scenarios/orders.ts';
import { keptPages, madePages, pageCpu, pages } from './scenarios/pages.ts';
import { listFastify, productFastify, reads } from './scenarios/reads.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { secondStart, startTimes } from './scenarios/start-times.ts';

const list = 'list of 24 products';
const product = 'one product with its variants';
const edited = ', one edited every 100 ms';

const clausesOf = (
  { name }: Scenario,
  clauses: readonly Omit<Clause, 'scenario'>[],
): readonly Clause[] => clauses.map((clause) => ({ scenario: name, ...clause }));

const filledBesideSmall = (side: string) => ({
  side: `${side}${filledSuffix}`,
  to: `${side}${smallSuffix}`,
});

/** What Cartwright promises about its speed; docs/performance.md shows what was measured. */
export const contract: readonly Clause[] = [
  ...clausesOf(placeOrder, [
    { side: 'place order, 1 at once', figure: 'p50 ms', atMost: 12, aim: 10 },
    { side: 'place order, 32 at once', to: transactionLimit, atLeast: 0.11, aim: 0.4 },
    { side: 'place order, 256 at once', to: transactionLimit, atLeast: 0.2, aim: 0.8 },
  ]),
  ...clausesOf(checkout, [
    { side: 'whole guest checkout, 32 at once', to: transactionLimit, atLeast: 0.065, aim: 0.2 },
    { side: 'whole guest checkout, 256 at once', to: transactionLimit, atLeast: 0.1, aim: 0.4 },
  ]),
  ...clausesOf(flashSale, [
    { side: hotSale, to: spreadSale, atLeast: 0.8 },
    { side: hotSale, figure: 'p99 ms', atMost: 250 },
  ]),
  ...clausesOf(reads, [
    { side: list, to: listFastify, atLeast: 0.8 },
    { side: product, to: productFastify, atLeast: 0.8 },
    { side: `${list}${edited}`, to: listFastify, atLeast: 0.5 },
    { side: `${product}${edited}`, to: productFastify, atLeast: 0.5 },
    { side: `${list}, uncached`, atLeast: 2_000, unit: 'requests/s' },
  ]),
  ...clausesOf(pages, [
    ...keptPages.map((side) => ({ side, atLeast: 5_000, unit: 'pages/s' })),
    ...madePages.map((side) => ({ side, figure: pageCpu, atMost: 3 })),
  ]),
  ...clausesOf(filledSearch, [{ side: filledSearchName, atLeast: 200, unit: 'requests/s' }]),
  ...clausesOf(startTimes, [{ side: secondStart, atMost: 2_000, unit: 'ms' }]),
  ...clausesOf(memory, [
    { side: idleMemory, atMost: 200, unit: 'MiB' },
    { side: peakMemory, atMost: 450, unit: 'MiB' },
  ]),
  ...clausesOf(growth, [
    ...[
      list,
      `${list}${edited}`,
      product,
      `${product}${edited}`,
      `${list}, uncached`,
      'new cart with one line, 8 at once',
      'place order, 1 at once',
      'place order, 32 at once',
      'place order, 256 at once',
      'whole guest checkout, 32 at once',
      'whole guest checkout, 256 at once',
      spreadSale,
      hotSale,
    ].map((side) => ({ ...filledBesideSmall(side), atLeast: 0.7 })),
    { ...filledBesideSmall('search with facets, uncached'), atLeast: 0.2, aim: 0.5 },
    { ...filledBesideSmall(memoryAfterwards), atMost: 1.3 },
  ]),
];
