import { defineContract } from '@cartwright/contract';
import { paymentsRoutes } from './api.ts';
import { paymentsErrors } from './errors.ts';
import { paymentsEvents } from './events.ts';

export const paymentsContract = defineContract({
  service: 'payments',
  routes: paymentsRoutes,
  events: paymentsEvents,
  errors: paymentsErrors,
});

export * from './api.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './shapes.ts';
export * from './verify.ts';
