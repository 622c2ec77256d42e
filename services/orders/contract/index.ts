import { defineContract } from '@cartwright/contract';
import { ordersRoutes } from './api.ts';
import { ordersErrors } from './errors.ts';
import { ordersEvents } from './events.ts';

export * from './events.ts';
export * from './shapes.ts';
export * from './verify.ts';

export const ordersContract = defineContract({
  service: 'orders',
  routes: ordersRoutes,
  events: ordersEvents,
  errors: ordersErrors,
});
