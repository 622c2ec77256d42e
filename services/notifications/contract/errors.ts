import { defineErrors } from '@cartwright/contract';

export const notificationsErrors = defineErrors({
  'mail-still-queued': { title: 'The mail is still on its way', status: 409 },
});
