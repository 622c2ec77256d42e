import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { accountsContract } from '@cartwright/accounts/contract';
import { cartContract } from '@cartwright/cart/contract';
import { catalogContract } from '@cartwright/catalog/contract';
import { setting } from '@cartwright/config';
import { inventoryContract } from '@cartwright/inventory/contract';
import { ordersContract } from '@cartwright/orders/contract';
import { paymentsContract } from '@cartwright/payments/contract';
import { pricingContract } from '@cartwright/pricing/contract';
import { defineService } from '@cartwright/runtime';
import { checkoutContract } from '../contract/index.ts';
import { onOrderErased, onShopperErased } from './events/on-erased.ts';
import { onTrySettled } from './events/on-try-settled.ts';
import { forgetOrder } from './jobs/forget-order.ts';
import { forgetShopper } from './jobs/forget-shopper.ts';
import { createCohorts } from './process/cohorts.ts';
import { createLine } from './process/line.ts';
import { createNoticeboard } from './process/noticeboard.ts';
import type { CheckoutParts } from './process/parts.ts';
import { countOpenAttempts } from './queries/count-open-attempts.ts';
import { listAttempts } from './queries/list-attempts.ts';
import { verifyAttempts } from './queries/verify-attempts.ts';
import { attemptWritesIn } from './store/advance-attempt.ts';
import { checkOut } from './use-cases/check-out.ts';
import { getCheckout } from './use-cases/get-checkout.ts';
import { createResumer } from './use-cases/resume-attempts.ts';
import { trimAttempts } from './use-cases/trim-attempts.ts';

export { checkoutFaultPoints, undoFaultPoints } from './fault-points.ts';

/** Turns a cart into an order. The process is `process/drive.ts`, its states `domain/`. */
export const checkout = defineService({
  contract: checkoutContract,
  config: {
    challengeMinutes: setting.integer({
      env: 'CHECKOUT_CHALLENGE_MINUTES',
      default: 15,
      min: 1,
      max: 1_440,
      unit: 'minutes',
      description: 'Time a shopper has to confirm a payment before the checkout is undone',
    }),
    retentionDays: setting.integer({
      env: 'CHECKOUT_RETENTION_DAYS',
      default: 30,
      min: 2,
      max: 3_650,
      unit: 'days',
      description: 'Time after which addresses are removed from finished checkouts',
    }),
  },
  calls: {
    cart: cartContract,
    catalog: catalogContract,
    pricing: pricingContract,
    inventory: inventoryContract,
    payments: paymentsContract,
    orders: ordersContract,
    accounts: accountsContract,
  },
  hears: { payments: paymentsContract, orders: ordersContract, accounts: accountsContract },
  connectionsMax: 4,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db, clients, jobs, log, publicUrl, secret }) => {
    const owner = `${hostname()} ${randomUUID()}`;
    const noticeboard = createNoticeboard();
    const { challengeMinutes, retentionDays } = config;
    const settings = { challengeMinutes, retentionDays, publicUrl, secret };
    const attempts = attemptWritesIn(db);
    const cohorts = createCohorts();
    const process = { owner, noticeboard, cohorts };
    const parts: CheckoutParts = { db, attempts, clients, log, ...process, ...settings };
    // Two full batches of a step: more at once would only make everybody's answer later.
    const line = createLine({ atOnceMax: 256, waitingMax: 2_000 });
    const resumer = createResumer(parts);
    return {
      handlers: {
        checkOut: (input, context) => checkOut(parts, input, context, line),
        getCheckout: (input, context) => getCheckout(parts, input, context),
        listAttempts: (input) => listAttempts(db, input),
        verifyAttempts: async ({ body }) => ({
          status: 200 as const,
          body: await verifyAttempts(db, body),
        }),
      },
      subscriptions: [onTrySettled, onOrderErased(jobs), onShopperErased(jobs)],
      jobs: [forgetShopper({ db, accounts: clients.accounts, jobs }), forgetOrder({ db, jobs })],
      sweeps: [
        { name: 'resume-attempts', everyMs: 1_000, run: resumer.sweep },
        { name: 'count-open-attempts', everyMs: 15_000, run: () => countOpenAttempts(db) },
        { name: 'trim-attempts', everyMs: 600_000, run: () => trimAttempts(parts) },
      ],
      stop: async () => {
        await resumer.idle();
        await attempts.idle();
      },
    };
  },
});
