import { defineContract } from '@cartwright/contract';
import { inventoryRoutes } from './api.ts';
import { inventoryErrors } from './errors.ts';
import { inventoryEvents } from './events.ts';

export * from './api.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './shapes.ts';
export * from './verify.ts';

export const inventoryContract = defineContract({
  service: 'inventory',
  routes: inventoryRoutes,
  events: inventoryEvents,
  errors: inventoryErrors,
});
