import { staffActedEvent } from '@cartwright/contract';

export const notificationsEvents = staffActedEvent('notifications');
