import { accountsContract } from '@cartwright/accounts/contract';
import { paymentsContract } from '@cartwright/payments/contract';
import { defineService } from '@cartwright/runtime';
import { ordersContract } from '../contract/index.ts';
import { onPaymentMoved } from './events/on-payment-moved.ts';
import { ordersHandlers } from './http/handlers.ts';
import { captureFulfilment } from './jobs/capture-fulfilment.ts';
import { refundPayment } from './jobs/refund-payment.ts';
import { voidPayment } from './jobs/void-payment.ts';
import { orderReaderIn } from './queries/read-order.ts';
import { placingIn } from './store/insert-orders.ts';

/** The life of an order after placement: fulfil, cancel, refund. */
export const orders = defineService({
  contract: ordersContract,
  config: {},
  calls: { payments: paymentsContract, accounts: accountsContract },
  hears: { payments: paymentsContract },
  // Placing is one short transaction; more connections would only wait for the disk together.
  connectionsMax: 3,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ db, clients, jobs, publicUrl, secret }) => {
    const parts = {
      db,
      readOrder: orderReaderIn(db),
      place: placingIn(db),
      jobs,
      accounts: clients.accounts,
      payments: clients.payments,
      accessKey: secret('order-access'),
      publicUrl,
    };
    return {
      handlers: ordersHandlers(parts),
      subscriptions: onPaymentMoved(parts),
      jobs: [captureFulfilment(parts), refundPayment(parts), voidPayment(parts)],
    };
  },
});
