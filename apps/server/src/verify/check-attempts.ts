import { checkoutContract } from '@cartwright/checkout/contract';
import type { VerifyPageQuery } from '@cartwright/contract';
import { inventoryContract } from '@cartwright/inventory/contract';
import { ordersContract } from '@cartwright/orders/contract';
import { paymentsContract, type TryBooks } from '@cartwright/payments/contract';
import { pricingContract } from '@cartwright/pricing/contract';
import type { Finding, Rule } from './finding.ts';
import { judgeCheckouts, judgeCoupons, judgeTotals } from './judge-order.ts';
import { judgeAuthorisations, judgeOrderPayments, judgePaymentLedger } from './judge-payments.ts';
import { judgeAllocations, judgeReservations } from './judge-stock.ts';
import { allPages, mergeByAttempt } from './merge-streams.ts';
import type { Report } from './report.ts';
import { callContext, type ShopServices } from './shop-services.ts';
import type { Judgement, Story } from './story.ts';
import type { Suspects } from './suspects.ts';

/** The rules that one attempt's story can break by itself. */
const judges: readonly [Rule, (story: Story) => Judgement][] = [
  ['reservations', judgeReservations],
  ['allocations', judgeAllocations],
  ['checkouts', judgeCheckouts],
  ['authorisations', judgeAuthorisations],
  ['order-payments', judgeOrderPayments],
  ['order-totals', judgeTotals],
  ['coupon-uses', judgeCoupons],
  ['payment-ledger', judgePaymentLedger],
];

/** Pages of what each service knows of attempts, in the order of their ids. */
const readersOf = (shop: ShopServices) => {
  const checkout = shop.client(checkoutContract);
  const inventory = shop.client(inventoryContract);
  const payments = shop.client(paymentsContract);
  const orders = shop.client(ordersContract);
  const pricing = shop.client(pricingContract);
  return {
    attempt: async (body: VerifyPageQuery) =>
      (await checkout.verifyAttempts({ body }, callContext())).body,
    hold: async (body: VerifyPageQuery) =>
      (await inventory.verifyHolds({ body }, callContext())).body,
    payments: async (body: VerifyPageQuery) =>
      (await payments.verifyPayments({ body }, callContext())).body,
    order: async (body: VerifyPageQuery) =>
      (await orders.verifyOrders({ body }, callContext())).body,
    coupons: async (body: VerifyPageQuery) =>
      (await pricing.verifyCoupons({ body }, callContext())).body,
  };
};

/** The payment tries of all attempts, for whoever holds them against a provider. */
export const readPaymentPages = (shop: ShopServices) => readersOf(shop).payments;

/**
 * Reads what five services know of every attempt side by side, in one pass, and judges each story
 * by itself: a million orders need no more memory than a thousand.
 */
export async function checkAttempts(o: {
  shop: ShopServices;
  report: Report;
  suspects: Suspects;
  onTry: (one: TryBooks) => void;
}): Promise<void> {
  const read = readersOf(o.shop);
  const stories = mergeByAttempt({
    attempt: allPages(read.attempt),
    hold: allPages(read.hold),
    payments: allPages(read.payments),
    order: allPages(read.order),
    coupons: allPages(read.coupons),
  });
  for await (const story of stories) {
    const findings: Finding[] = [];
    for (const [rule, judge] of judges) {
      const judgement = judge(story);
      o.report.count(rule, judgement.checked);
      findings.push(...judgement.findings);
    }
    for (const one of story.payments?.tries ?? []) o.onTry(one);
    await o.suspects.add(story.attemptId, findings);
  }
  await o.suspects.settle();
}

/** What each service says now of some attempts. */
export async function readStories(
  shop: ShopServices,
  attemptIds: readonly string[],
): Promise<Story[]> {
  const read = readersOf(shop);
  const query: VerifyPageQuery = { after: null, limit: attemptIds.length, only: [...attemptIds] };
  // Holds first and attempts last: what is held then has its attempt, if it ever had one.
  const holds = byAttempt((await read.hold(query)).items);
  const payments = byAttempt((await read.payments(query)).items);
  const coupons = byAttempt((await read.coupons(query)).items);
  const orders = byAttempt((await read.order(query)).items);
  const attempts = byAttempt((await read.attempt(query)).items);
  return attemptIds.map((attemptId) => ({
    attemptId,
    attempt: attempts.get(attemptId),
    hold: holds.get(attemptId),
    payments: payments.get(attemptId),
    order: orders.get(attemptId),
    coupons: coupons.get(attemptId),
  }));
}

const byAttempt = <T extends { attemptId: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.attemptId, item]));

/** Everything that is wrong with some attempts now. */
export async function judgeAgain(
  shop: ShopServices,
  attemptIds: readonly string[],
): Promise<Finding[]> {
  const stories = await readStories(shop, attemptIds);
  return stories.flatMap((story) => judges.flatMap(([, judge]) => judge(story).findings));
}
