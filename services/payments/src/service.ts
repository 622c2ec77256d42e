import { environment, setting } from '@cartwright/config';
import { Id } from '@cartwright/contract';
import { subscribeInBatches } from '@cartwright/events';
import { defineJob } from '@cartwright/jobs';
import { ordersContract } from '@cartwright/orders/contract';
import { defineService } from '@cartwright/runtime';
import Type from 'typebox';
import { paymentsContract } from '../contract/index.ts';
import type { PaymentProvider } from './domain/provider.ts';
import { onOrdersPlaced } from './events/on-orders-placed.ts';
import { handlers } from './http/handlers.ts';
import type { PaymentsParts } from './payments-parts.ts';
import { measureProvider } from './providers/measure-provider.ts';
import { createTestProvider } from './providers/test-provider.ts';
import { tryWritesIn } from './store/try-writes.ts';
import { askAboutOpenTries } from './use-cases/ask-about-try.ts';
import { carryOutOpenMovements } from './use-cases/move-money.ts';
import { reconcile } from './use-cases/reconcile.ts';
import { startDueReconciliations } from './use-cases/start-reconciliation.ts';

/** Authorise, capture, void, refund; provider adapters; webhooks; our own books. */
export const payments = defineService({
  contract: paymentsContract,
  config: {
    isTestMethodOn: setting.boolean({
      env: 'PAYMENTS_TEST_METHOD',
      default: environment().NODE_ENV !== 'production',
      description: 'Offer the test payment method, with which no real money moves',
    }),
    testProviderUrl: setting.optionalText({
      env: 'PAYMENTS_TEST_PROVIDER_URL',
      pattern: /^https?:\/\/[^/]+$/,
      problem: 'must be an http address without a path',
      description: 'Where the test payment provider answers; unset: one is started with the shop',
    }),
    providerTimeoutMs: setting.integer({
      env: 'PAYMENTS_PROVIDER_TIMEOUT_MS',
      default: 6_000,
      min: 500,
      max: 8_000,
      unit: 'ms',
      description: 'How long a payment provider may take for one answer',
    }),
    reconcileMinutes: setting.integer({
      env: 'PAYMENTS_RECONCILE_MINUTES',
      default: 60,
      min: 1,
      max: 10_080,
      unit: 'minutes',
      description: 'Time between two comparisons of our books with the provider’s',
    }),
    reconcileDays: setting.integer({
      env: 'PAYMENTS_RECONCILE_DAYS',
      default: 7,
      min: 1,
      max: 3_650,
      unit: 'days',
      description: 'How far back a comparison looks for payments that changed',
    }),
    reconcileSettleSeconds: setting.integer({
      env: 'PAYMENTS_RECONCILE_SETTLE_SECONDS',
      default: 60,
      min: 0,
      max: 3_600,
      unit: 'seconds',
      description: 'A payment that changed this recently is not compared yet',
    }),
  },
  calls: {},
  hears: { orders: ordersContract },
  connectionsMax: 3,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db, jobs, log, secret }) => {
    const providers = new Map<string, PaymentProvider>();
    if (config.isTestMethodOn && config.testProviderUrl !== undefined) {
      const test = createTestProvider({
        url: config.testProviderUrl,
        secret: secret('test-payment-provider').export().toString('base64url'),
        timeoutMs: config.providerTimeoutMs,
      });
      providers.set(test.name, measureProvider(test));
    }
    const parts: PaymentsParts = {
      db,
      writes: tryWritesIn(db),
      providers,
      jobs,
      log,
      providerTimeoutMs: config.providerTimeoutMs,
      reconcile: {
        days: config.reconcileDays,
        settleSeconds: config.reconcileSettleSeconds,
        everyMinutes: config.reconcileMinutes,
      },
      intended: new Map(),
      underWay: new Map(),
    };
    return {
      handlers: handlers(parts),
      subscriptions: [
        subscribeInBatches(ordersContract.events.orderPlaced, (tx, events) =>
          onOrdersPlaced(tx, events),
        ),
      ],
      jobs: [
        defineJob({
          name: 'reconcile-books',
          data: Type.Object({ runId: Id }),
          attemptsMax: 5,
          run: ({ runId }) => reconcile(parts, runId),
        }),
      ],
      sweeps: [
        { name: 'ask-about-open-tries', everyMs: 1_000, run: () => askAboutOpenTries(parts) },
        { name: 'carry-out-movements', everyMs: 1_000, run: () => carryOutOpenMovements(parts) },
        {
          name: 'start-reconciliation',
          everyMs: 60_000,
          run: () => startDueReconciliations(parts),
        },
      ],
      stop: async () => {
        await Promise.all([...providers.values()].map((provider) => provider.close()));
      },
    };
  },
});
