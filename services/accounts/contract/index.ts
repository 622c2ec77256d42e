import { defineContract } from '@cartwright/contract';
import { accountsRoutes } from './api.ts';
import { accountsErrors } from './errors.ts';
import { accountsEvents } from './events.ts';

export * from './api.ts';
export { MailKind } from './events.ts';

export const accountsContract = defineContract({
  service: 'accounts',
  routes: accountsRoutes,
  events: accountsEvents,
  errors: accountsErrors,
  mounts: ['/api/auth/'],
});
