import { cart, checkout, placeOrder } from './order-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario, in the order in which a full run takes them. */
export const scenarios: readonly Scenario[] = [cart, placeOrder, checkout];
