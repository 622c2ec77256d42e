import { defineContract } from '@cartwright/contract';
import { catalogRoutes } from './api.ts';
import { endedByCatalog } from './cache-tags.ts';
import { catalogErrors } from './errors.ts';
import { catalogEvents } from './events.ts';

export * from './api.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './shapes.ts';

export const catalogContract = defineContract({
  service: 'catalog',
  routes: catalogRoutes,
  events: catalogEvents,
  errors: catalogErrors,
  mounts: ['/media/'],
  endedBy: endedByCatalog,
});
