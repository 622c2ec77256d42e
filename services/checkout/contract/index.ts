import { defineContract } from '@cartwright/contract';
import { checkoutRoutes } from './api.ts';
import { checkoutErrors } from './errors.ts';
import { checkoutEvents } from './events.ts';

export * from './shapes.ts';
export * from './verify.ts';

export const checkoutContract = defineContract({
  service: 'checkout',
  routes: checkoutRoutes,
  events: checkoutEvents,
  errors: checkoutErrors,
});
