import { defineContract } from '@cartwright/contract';
import { notificationsRoutes } from './api.ts';
import { notificationsErrors } from './errors.ts';
import { notificationsEvents } from './events.ts';

export { Mail, MailKind, MailStatus } from './api.ts';

export const notificationsContract = defineContract({
  service: 'notifications',
  routes: notificationsRoutes,
  events: notificationsEvents,
  errors: notificationsErrors,
  mounts: ['/mailbox'],
});
