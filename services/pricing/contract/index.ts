import { defineContract } from '@cartwright/contract';
import { pricingRoutes } from './api.ts';
import { endedByPricing } from './cache-tags.ts';
import { pricingErrors } from './errors.ts';
import { pricingEvents } from './events.ts';

export * from './api.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './quote.ts';
export * from './shapes.ts';
export * from './verify.ts';

export const pricingContract = defineContract({
  service: 'pricing',
  routes: pricingRoutes,
  events: pricingEvents,
  errors: pricingErrors,
  endedBy: endedByPricing,
});
