import { defineContract } from '@cartwright/contract';
import { accountsRoutes } from './api.ts';
import { accountsErrors } from './errors.ts';
import { accountsEvents } from './events.ts';
import { signInCalls } from './sign-in.ts';

export * from './api.ts';
export { verifiedEmailOfErased } from './erased-shopper.ts';
export { MailKind } from './events.ts';
export { signInCalls } from './sign-in.ts';

export const accountsContract = defineContract({
  service: 'accounts',
  routes: accountsRoutes,
  events: accountsEvents,
  errors: accountsErrors,
  mounts: ['/api/auth/'],
  mountedCalls: signInCalls,
});
