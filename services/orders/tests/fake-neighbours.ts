import { accountsContract } from '@cartwright/accounts/contract';
import { ContractError, defineContract } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { paymentsContract } from '@cartwright/payments/contract';
import { defineService } from '@cartwright/runtime';

type Money = { amount: number; currency: string };

/** What the pretended payments were asked, and how they answer. */
export interface Payments {
  captures: Map<string, Money>;
  refunds: Map<string, Money>;
  voids: string[];
  answer: 'at-once' | 'by-event' | 'fail' | 'be-down';
  /** While set, a void answers that it waits, with this reason. */
  voidReason: string | null;
}

const migrations = new URL('../migrations/', import.meta.url);

/** Payments that book what they are asked under its id and answer as they are told. */
export function fakePayments() {
  const payments: Payments = {
    captures: new Map(),
    refunds: new Map(),
    voids: [],
    answer: 'at-once',
    voidReason: null,
  };
  const { capture, refund, voidPayment } = paymentsContract.routes;
  const { captured, refunded, voided } = paymentsContract.events;
  const service = defineService({
    contract: defineContract({
      ...paymentsContract,
      routes: { capture, refund, voidPayment },
    }),
    config: {},
    calls: {},
    hears: {},
    connectionsMax: 2,
    migrations,
    build: ({ db }) => {
      const answer = async <S extends string>(done: S, tell: () => Promise<void>) => {
        if (payments.answer === 'be-down') throw new ContractError('unavailable');
        if (payments.answer === 'fail') {
          return { status: 200 as const, body: { status: 'failed' as const, reason: 'expired' } };
        }
        if (payments.answer === 'by-event') await tell();
        const status = payments.answer === 'at-once' ? done : ('pending' as const);
        return { status: 200 as const, body: { status, reason: null } };
      };
      return {
        handlers: {
          capture: ({ params: { captureId }, body: { tryId, amount } }) => {
            if (payments.answer !== 'be-down') payments.captures.set(captureId, amount);
            return answer('captured', () =>
              transaction(db, (tx) =>
                emit(tx, captured, {
                  subject: tryId,
                  data: { tryId, captureId, orderId: null, amount },
                }),
              ),
            );
          },
          refund: ({ params: { refundId }, body: { tryId, amount } }) => {
            if (payments.answer !== 'be-down') payments.refunds.set(refundId, amount);
            return answer('refunded', () =>
              transaction(db, (tx) =>
                emit(tx, refunded, {
                  subject: tryId,
                  data: { tryId, refundId, orderId: null, amount },
                }),
              ),
            );
          },
          voidPayment: ({ params: { tryId } }) => {
            if (payments.answer !== 'be-down') payments.voids.push(tryId);
            if (payments.voidReason !== null) {
              const body = { status: 'pending' as const, reason: payments.voidReason };
              return Promise.resolve({ status: 200 as const, body });
            }
            return answer('voided', () =>
              transaction(db, (tx) =>
                emit(tx, voided, {
                  subject: tryId,
                  data: { tryId, attemptId: tryId, orderId: null },
                }),
              ),
            );
          },
        },
      };
    },
  });
  return { payments, service };
}

/** Accounts that know the shoppers that they are given, by id; erased ones as long as these are. */
export function fakeAccounts(shoppers: Map<string, { email: string; emailVerified: boolean }>) {
  const { getShopper, getErasure } = accountsContract.routes;
  const find = (shopperId: string) => {
    const shopper = shoppers.get(shopperId);
    if (shopper === undefined) throw new ContractError('not-found');
    return shopper;
  };
  return defineService({
    contract: defineContract({
      ...accountsContract,
      routes: { getShopper, getErasure },
      mounts: [],
    }),
    config: {},
    calls: {},
    hears: {},
    connectionsMax: 1,
    migrations,
    build: () => ({
      handlers: {
        getShopper: async ({ params: { shopperId } }) => ({
          status: 200 as const,
          body: { id: shopperId, ...find(shopperId) },
        }),
        getErasure: async ({ params: { shopperId } }) => ({
          status: 200 as const,
          body: { ...find(shopperId), mailIds: [] },
        }),
      },
    }),
  });
}
