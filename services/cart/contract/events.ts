import { defineEvents } from '@cartwright/contract';

/** A cart id is a secret and events are read by everyone, so carts tell nothing. */
export const cartEvents = defineEvents({});
