import { accounts } from '@cartwright/accounts';
import { cart } from '@cartwright/cart';
import { catalog } from '@cartwright/catalog';
import { checkout } from '@cartwright/checkout';
import { inventory } from '@cartwright/inventory';
import { notifications } from '@cartwright/notifications';
import { orders } from '@cartwright/orders';
import { payments } from '@cartwright/payments';
import { pricing } from '@cartwright/pricing';
import type { AnyService } from '@cartwright/runtime';

/** Every service of the shop, in the order in which they start. */
export const services: readonly AnyService[] = [
  accounts,
  catalog,
  pricing,
  inventory,
  cart,
  payments,
  orders,
  checkout,
  notifications,
];
