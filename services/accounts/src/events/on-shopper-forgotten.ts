import { type Subscription, subscribe } from '@cartwright/events';
import { keepers, noteForgotten } from '../use-cases/erase-shopper.ts';

/** Every service that keeps personal data tells once a shopper is gone from it. */
export const onShopperForgotten: readonly Subscription[] = keepers.map(({ service, events }) =>
  subscribe(events.shopperForgotten, (tx, { data }) => noteForgotten(tx, service, data.shopperId)),
);
