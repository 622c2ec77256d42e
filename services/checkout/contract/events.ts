import { defineEvents } from '@cartwright/contract';

/** What a checkout leads to is told by orders; an attempt that leads to nothing changes nothing. */
export const checkoutEvents = defineEvents({});
