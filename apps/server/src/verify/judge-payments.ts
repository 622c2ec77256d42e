import type { OrderBooks } from '@cartwright/orders/contract';
import type { TryBooks } from '@cartwright/payments/contract';
import { commandOf } from '../command-words.ts';
import { type Finding, runbook, type Telling } from './finding.ts';
import { isOverWithoutOrder, isUnfinished, type Judgement, type Story } from './story.ts';

const undecided: readonly string[] = ['intent', 'unknown', 'pending', 'action-required'];

/**
 * Whether the shop holds or has taken money by this try, or may yet. What is being given up is
 * carried to its end by payments itself.
 */
export const isOpenPayment = (one: TryBooks): boolean =>
  one.status === 'authorised' ||
  one.capturedMinor > one.refundedMinor ||
  (undecided.includes(one.status) && !one.isVoidRequested);

/**
 * Money that is held or taken belongs to one order that may still take it, or to one attempt that
 * is under way; and what the provider was asked for, it does in time.
 */
export function judgeAuthorisations(story: Story): Judgement {
  const tries = story.payments?.tries ?? [];
  const open = tries.filter(isOpenPayment);
  const overdue = tries.flatMap((one) => judgeOverdue(story, one));
  return {
    checked: open.length + overdue.length,
    findings: [...judgeOwners(story, open), ...judgeClosedOrder(story, open), ...overdue],
  };
}

function judgeOwners(story: Story, open: readonly TryBooks[]): Finding[] {
  const { attemptId, attempt, order } = story;
  return open.flatMap((one): Finding[] => {
    const isOfOrder = order?.paymentTryId === one.tryId;
    const isOfAttempt =
      order === undefined && isUnfinished(story) && attempt?.paymentTryId === one.tryId;
    // The order is missing, and told as such: its payment is the proof of it.
    const isOfLostOrder = attempt?.state === 'completed' && attempt.paymentTryId === one.tryId;
    if (one.isFresh || isOfOrder || isOfAttempt || (isOfLostOrder && order === undefined))
      return [];
    const amount = `${one.amountMinor} ${one.currency}`;
    return [
      {
        rule: 'authorisations',
        kind: undecided.includes(one.status) ? 'undecided-of-nobody' : 'money-of-nobody',
        ids: { tryId: one.tryId, attemptId },
        says: `${amount} ${one.status}, ${one.capturedMinor} of it captured, ${ownerOf(story)}`,
        mend: `void or refund it at the provider ${one.method} under the key ${one.tryId}`,
      },
    ];
  });
}

/** Of an order that is cancelled, or all of whose goods are sent, the rest is given back. */
function judgeClosedOrder({ attemptId, order }: Story, open: readonly TryBooks[]): Finding[] {
  if (order?.isReleaseOverdue !== true) return [];
  const { orderId, status, paymentTryId: tryId } = order;
  const payment = open.find((one) => one.tryId === tryId);
  // In another state there is nothing held, or the void is known to payments and judged there.
  if (payment?.status !== 'authorised' || payment.capturedMinor === payment.amountMinor) return [];
  const heldMinor = payment.amountMinor - payment.capturedMinor;
  return [
    {
      rule: 'authorisations',
      kind: 'held-for-closed-order',
      ids: { orderId, tryId, attemptId },
      says: `${heldMinor} ${payment.currency} are held, and the order has been ${status} for an hour`,
      mend: `${commandOf('jobs retry --service orders')}, else void it at the provider ${payment.method} under the key ${tryId}`,
    },
  ];
}

/** What the provider was asked for an hour ago, and has not done however often it was asked. */
function judgeOverdue({ attemptId }: Story, one: TryBooks): Finding[] {
  const { tryId, method, status, amountMinor, currency } = one;
  const voids: Finding[] = one.isVoidOverdue
    ? [
        {
          rule: 'authorisations',
          kind: 'void-too-old',
          ids: { tryId, attemptId },
          says: `${amountMinor} ${currency} ${status}, and its void has not got through for an hour`,
          mend: `void it at the provider ${method} under the key ${tryId}`,
        },
      ]
    : [];
  const movements = one.overdueMovements.map(
    ({ id, kind }): Finding => ({
      rule: 'authorisations',
      kind: `${kind}-too-old`,
      ids: { tryId, attemptId, [`${kind}Id`]: id },
      says: `a ${kind} of it has had no answer for an hour`,
      mend: `find out why the provider ${method} does not answer it under the key ${id}`,
    }),
  );
  return [...voids, ...movements];
}

const ownerOf = (story: Story): string =>
  story.order !== undefined
    ? `and order ${story.order.orderId} has another payment`
    : isOverWithoutOrder(story)
      ? 'and its checkout is over without an order'
      : 'and its checkout has another payment';

/** Every order is covered by its payment, or has nothing to pay; both know what was moved. */
export function judgeOrderPayments({ order, payments }: Story): Judgement {
  if (order === undefined) return { checked: 0, findings: [] };
  if (order.totalMinor === 0) return { checked: 1, findings: [] };
  const payment = payments?.tries.find(({ tryId }) => tryId === order.paymentTryId);
  const findings: Finding[] = [];
  const add = (kind: string, says: string, mend: string, untilHeard?: Telling): void =>
    void findings.push({
      rule: 'order-payments',
      kind,
      ids: { orderId: order.orderId, tryId: order.paymentTryId },
      says,
      mend,
      untilHeard,
    });
  const heard: Telling = {
    publisher: 'payments',
    subscriber: 'orders',
    subject: order.paymentTryId,
  };
  const isSent = order.status === 'fulfilled';
  if (payment === undefined || !isCovered(order, payment))
    add(
      'not-covered',
      `${order.totalMinor} ${order.currency} to pay, and its payment is ${payment?.status ?? 'unknown'}`,
      isSent
        ? runbook('order-payments')
        : `cancel it, or have it paid: POST /api/v1/admin/orders/${order.orderId}/cancel`,
      // What was captured before the rest went back may be on its way to orders.
      isSent ? heard : undefined,
    );
  if (payment === undefined) return { checked: 1, findings };
  if (payment.amountMinor !== order.totalMinor || payment.currency !== order.currency)
    add(
      'other-amount',
      `${order.totalMinor} ${order.currency} to pay, and ${payment.amountMinor} ${payment.currency} authorised`,
      runbook('order-payments'),
    );
  for (const what of ['captured', 'refunded'] as const) {
    const [ours, theirs] = [order[`${what}Minor`], payment[`${what}Minor`]];
    if (ours !== theirs)
      add(
        `other-${what}`,
        `${what}: ${ours} by the order, ${theirs} by its payment`,
        commandOf('events retry --service orders'),
        heard,
      );
  }
  return { checked: 1, findings };
}

/** A cancelled order needs no cover, and of one sent and paid only the rest is given back. */
function isCovered(order: OrderBooks, payment: TryBooks): boolean {
  if (order.status === 'cancelled' || payment.status === 'authorised') return true;
  const isRestGivenBack = payment.status === 'voided' || payment.status === 'voiding';
  return order.status === 'fulfilled' && isRestGivenBack && order.uncapturedMinor === 0;
}

/** Every payment try is what its own ledger adds up to. */
export function judgePaymentLedger({ attemptId, payments }: Story): Judgement {
  const tries = payments?.tries ?? [];
  return {
    checked: tries.length,
    findings: tries.flatMap(({ tryId, mismatches }): Finding[] =>
      mismatches.length === 0
        ? []
        : [
            {
              rule: 'payment-ledger',
              kind: 'ledger-differs',
              ids: { tryId, attemptId },
              says: mismatches.join('; '),
              mend: runbook('payment-ledger'),
            },
          ],
    ),
  };
}
