import { checkoutContract } from '@cartwright/checkout/contract';
import { type Subscription, subscribe } from '@cartwright/events';
import { notificationsContract } from '@cartwright/notifications/contract';
import { ordersContract } from '@cartwright/orders/contract';
import { noteForgotten } from '../use-cases/erase-shopper.ts';

/** Every service that keeps personal data tells once a shopper is gone from it. */
export const onShopperForgotten: readonly Subscription[] = [
  ordersContract,
  checkoutContract,
  notificationsContract,
].map(({ service, events }) =>
  subscribe(events.shopperForgotten, (tx, { data }) => noteForgotten(tx, service, data.shopperId)),
);
