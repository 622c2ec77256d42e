import { accountsContract } from '@cartwright/accounts/contract';
import { checkoutContract } from '@cartwright/checkout/contract';
import { setting } from '@cartwright/config';
import { paymentsContract } from '@cartwright/payments/contract';
import { defineService } from '@cartwright/runtime';
import { ordersContract } from '../contract/index.ts';
import { onPaymentMoved } from './events/on-payment-moved.ts';
import { onCheckoutForgot, onShopperErased } from './events/on-shopper-erased.ts';
import { ordersHandlers } from './http/handlers.ts';
import { captureFulfilment } from './jobs/capture-fulfilment.ts';
import { forgetShopper } from './jobs/forget-shopper.ts';
import { refundPayment } from './jobs/refund-payment.ts';
import { voidPayment } from './jobs/void-payment.ts';
import { orderReaderIn } from './queries/read-order.ts';
import { placingIn } from './store/insert-orders.ts';
import { eraseDueOrders } from './use-cases/erase-orders.ts';

/** The life of an order after placement: fulfil, cancel, refund. */
export const orders = defineService({
  contract: ordersContract,
  config: {
    eraseAfterDays: setting.integer({
      env: 'ORDERS_ERASE_AFTER_DAYS',
      default: 0,
      min: 0,
      max: 3_650,
      unit: 'days',
      description: 'Time for which orders keep personal data after their shopper was erased',
    }),
  },
  calls: { payments: paymentsContract, accounts: accountsContract },
  hears: { payments: paymentsContract, accounts: accountsContract, checkout: checkoutContract },
  // Placing is one short transaction; more connections would only wait for the disk together.
  connectionsMax: 3,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db, clients, jobs, publicUrl, secret }) => {
    const parts = {
      db,
      readOrder: orderReaderIn(db),
      place: placingIn(db),
      jobs,
      accounts: clients.accounts,
      payments: clients.payments,
      accessKey: secret('order-access'),
      publicUrl,
      eraseAfterDays: config.eraseAfterDays,
    };
    return {
      handlers: ordersHandlers(parts),
      subscriptions: [...onPaymentMoved(parts), onShopperErased(parts), onCheckoutForgot(parts)],
      jobs: [
        captureFulfilment(parts),
        refundPayment(parts),
        voidPayment(parts),
        forgetShopper(parts),
      ],
      sweeps: [{ name: 'erase-orders', everyMs: 10_000, run: () => eraseDueOrders(parts) }],
    };
  },
});
