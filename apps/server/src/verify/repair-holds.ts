import { inventoryContract } from '@cartwright/inventory/contract';
import { readStories } from './check-attempts.ts';
import type { Finding } from './finding.ts';
import { isOpenPayment } from './judge-payments.ts';
import type { Report } from './report.ts';
import { callContext, type ShopServices } from './shop-services.ts';
import { isOverWithoutOrder, type Story } from './story.ts';

/**
 * Ends holds that nobody will end: past their time, their checkout over without an order, and no
 * money held for them. All else that is wrong wants somebody who knows which of two books is right.
 */
export async function repairHolds(shop: ShopServices, report: Report): Promise<void> {
  const inventory = shop.client(inventoryContract);
  for (const finding of report.disagreements().filter(isRepairable)) {
    const attemptId = finding.ids.attemptId ?? '';
    const [story] = await readStories(shop, [attemptId]);
    if (story === undefined || !isSafe(story)) continue;
    const { body } = await inventory.expireHold({ params: { attemptId } }, callContext());
    if (body.ended) report.repaired(finding);
  }
}

const isRepairable = ({ kind }: Finding): boolean => kind === 'hold-of-nobody';

const isSafe = (story: Story): boolean =>
  isOverWithoutOrder(story) &&
  story.hold?.isPastItsTime === true &&
  !(story.payments?.tries ?? []).some(isOpenPayment);
