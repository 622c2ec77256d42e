import { commandOf } from '../command-words.ts';
import { type Finding, runbook } from './finding.ts';
import { toldByOrder } from './judge-stock.ts';
import { isOverWithoutOrder, type Judgement, type Story } from './story.ts';

/** Whoever was told of an order has it, and whoever was refused has none. */
export function judgeCheckouts({ attemptId, attempt, order }: Story): Judgement {
  const finding = (kind: string, orderId: string, says: string, mend: string): Finding => ({
    rule: 'checkouts',
    kind,
    ids: { orderId, attemptId },
    says,
    mend,
  });
  const findings: Finding[] = [];
  const isCompleted = attempt?.state === 'completed';
  if (isCompleted && attempt.orderId !== null && attempt.orderId !== order?.orderId)
    findings.push(
      finding(
        'order-missing',
        attempt.orderId,
        `the checkout was answered with it, and ${order === undefined ? 'there is no such order' : `the order is ${order.orderId}`}`,
        runbook('checkouts'),
      ),
    );
  if (order !== undefined && (attempt?.state === 'refused' || attempt?.state === 'undone'))
    findings.push(
      finding(
        'order-of-refused-checkout',
        order.orderId,
        `the checkout is ${attempt.state}, and the order exists`,
        `POST /api/v1/admin/orders/${order.orderId}/cancel`,
      ),
    );
  return { checked: isCompleted || order !== undefined ? 1 : 0, findings };
}

/** Totals, taxes and discounts are the sums of their parts. */
export function judgeTotals({ order }: Story): Judgement {
  if (order === undefined) return { checked: 0, findings: [] };
  const findings = order.mismatches.map(
    (part): Finding => ({
      rule: 'order-totals',
      kind: 'sum-differs',
      ids: { orderId: order.orderId, part },
      says: `${part} is not what its parts make`,
      mend: runbook('order-totals'),
    }),
  );
  return { checked: 1, findings };
}

/** Codes are held by open attempts and used by orders, each counted once. */
export function judgeCoupons(story: Story): Judgement {
  const { attemptId, coupons, order } = story;
  const hasCodes = order !== undefined && order.couponCodes.length > 0;
  if (coupons === undefined && !hasCodes) return { checked: 0, findings: [] };
  const findings: Finding[] = [];
  const add = (kind: string, says: string, more: Partial<Finding> = {}): void =>
    void findings.push({
      rule: 'coupon-uses',
      kind,
      ids: { attemptId, ...(order === undefined ? {} : { orderId: order.orderId }) },
      says,
      mend: runbook('coupon-uses'),
      ...more,
    });
  if (coupons?.state === 'held' && order !== undefined)
    add('use-not-final', 'the order is placed, and its codes are still held', {
      mend: commandOf('events retry --service pricing'),
      untilHeard: toldByOrder(order.orderId, 'pricing'),
    });
  if (coupons?.state === 'held' && isOverWithoutOrder(story))
    add('codes-held-for-nobody', 'codes are held for it, and its checkout is over');
  if (coupons?.isOlderThanADay)
    add('codes-held-too-long', 'codes have been held for it for more than 24 hours', {
      mend: 'find out what it waits for: GET /api/v1/admin/checkouts?status=open',
    });
  if (coupons?.state === 'used' && order === undefined)
    add('use-without-order', 'its codes are used, and no order is known for it');
  if (hasCodes && (coupons === undefined || coupons.state === 'released'))
    add('order-without-use', `the order has codes, and their uses are not counted`);
  if (coupons !== undefined) {
    const expected = coupons.state === 'released' ? 0 : coupons.codes;
    if (coupons.uses !== expected)
      add('uses-differ', `${expected} uses must be counted for it, and ${coupons.uses} are`);
  }
  return { checked: 1, findings };
}
