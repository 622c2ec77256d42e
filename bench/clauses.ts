import type { Clause } from './report/contract.ts';
import { hotSale, spreadSale } from './scenarios/flash-sale.ts';
import { idleMemory, peakMemory } from './scenarios/memory.ts';
import { transactionLimit } from './scenarios/orders.ts';
import { keptPages, madePages, pageCpu } from './scenarios/pages.ts';
import { listFastify, productFastify } from './scenarios/reads.ts';
import { secondStart } from './scenarios/start-times.ts';

const list = 'list of 24 products';
const product = 'one product with its variants';
const edited = ', one edited every 100 ms';

/** What Cartwright promises about its speed; docs/performance.md shows what was measured. */
export const contract: readonly Clause[] = [
  { side: 'place order, 1 at once', figure: 'p50 ms', atMost: 16 },
  { side: 'place order, 32 at once', to: transactionLimit, atLeast: 0.11 },
  { side: 'place order, 256 at once', to: transactionLimit, atLeast: 0.2 },
  { side: 'whole guest checkout, 32 at once', to: transactionLimit, atLeast: 0.07 },
  { side: 'whole guest checkout, 256 at once', to: transactionLimit, atLeast: 0.14 },
  { side: hotSale, to: spreadSale, atLeast: 0.8 },
  { side: hotSale, figure: 'p99 ms', atMost: 250 },
  { side: list, to: listFastify, atLeast: 0.8 },
  { side: product, to: productFastify, atLeast: 0.8 },
  { side: `${list}${edited}`, to: listFastify, atLeast: 0.5 },
  { side: `${product}${edited}`, to: productFastify, atLeast: 0.5 },
  { side: `${list}, uncached`, atLeast: 2_000 },
  ...keptPages.map((side) => ({ side, atLeast: 5_000 })),
  ...madePages.map((side) => ({ side, figure: pageCpu, atMost: 3 })),
  { side: 'search with facets, uncached, filled shop', atLeast: 200 },
  { side: secondStart, atMost: 3_000 },
  { side: idleMemory, atMost: 200 },
  { side: peakMemory, atMost: 450 },
];
