import { defineContract } from '@cartwright/contract';
import { cartRoutes } from './api.ts';
import { cartErrors } from './errors.ts';
import { cartEvents } from './events.ts';

export * from './api.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './shapes.ts';

export const cartContract = defineContract({
  service: 'cart',
  routes: cartRoutes,
  events: cartEvents,
  errors: cartErrors,
});
