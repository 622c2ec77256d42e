import { inventoryContract, type StockDisagreement } from '@cartwright/inventory/contract';
import { type Finding, runbook } from './finding.ts';
import type { Report } from './report.ts';
import { callContext, type ShopServices } from './shop-services.ts';
import type { Suspects } from './suspects.ts';

/** Stock of every item at every location is what its ledger and its promises add up to. */
export async function checkStock(o: {
  shop: ShopServices;
  report: Report;
  suspects: Suspects;
}): Promise<void> {
  const inventory = o.shop.client(inventoryContract);
  let after: string | null = null;
  do {
    const { body } = await inventory.verifyStock({ body: { after } }, callContext());
    o.report.count('stock', body.checked);
    for (const item of body.items) await o.suspects.add(item.stockItemId, findingsOf(item));
    after = body.next;
  } while (after !== null);
  await o.suspects.settle();
}

export async function judgeStockAgain(
  shop: ShopServices,
  stockItemIds: readonly string[],
): Promise<Finding[]> {
  const body = { after: null, only: [...stockItemIds] };
  const answer = await shop.client(inventoryContract).verifyStock({ body }, callContext());
  return answer.body.items.flatMap(findingsOf);
}

function findingsOf(item: StockDisagreement): Finding[] {
  const { stockItemId, locationId } = item;
  const finding = (kind: string, says: string): Finding => ({
    rule: 'stock',
    kind,
    ids: { stockItemId, locationId },
    says,
    mend: `count it and ${runbook('stock')}`,
  });
  const byLedger = differing([
    ['on hand', item.onHand, item.onHandByLedger],
    ['reserved', item.reserved, item.reservedByLedger],
    ['allocated', item.allocated, item.allocatedByLedger],
  ]);
  const byPromises = differing([
    ['reserved', item.reserved, item.reservedByPromises],
    ['allocated', item.allocated, item.allocatedByPromises],
  ]);
  return [
    ...(byLedger === '' ? [] : [finding('ledger-differs', `${byLedger} by its ledger`)]),
    ...(byPromises === '' ? [] : [finding('promises-differ', `${byPromises} by its promises`)]),
  ];
}

const differing = (pairs: readonly (readonly [string, number, number])[]): string =>
  pairs
    .filter(([, stated, other]) => stated !== other)
    .map(([what, stated, other]) => `${what} ${stated} and ${other}`)
    .join(', ');
