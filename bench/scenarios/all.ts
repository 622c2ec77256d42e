import { flashSale } from './flash-sale.ts';
import { filledSearch, growth } from './growth.ts';
import { memory } from './memory.ts';
import { mixed } from './mixed.ts';
import { cart, checkout, placeOrder } from './order-scenarios.ts';
import { pages } from './pages.ts';
import { reads } from './reads.ts';
import type { Scenario } from './scenario.ts';
import { search } from './search.ts';
import { shapes } from './shapes.ts';
import { startTimes } from './start-times.ts';

/** Every scenario, in the order in which a full run takes them. */
export const scenarios: readonly Scenario[] = [
  reads,
  pages,
  search,
  cart,
  placeOrder,
  checkout,
  flashSale,
  mixed,
  startTimes,
  memory,
  shapes,
  growth,
  filledSearch,
];
