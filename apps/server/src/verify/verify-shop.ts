import { checkAttempts, judgeAgain } from './check-attempts.ts';
import { checkEvents, judgeEventsAgain } from './check-events.ts';
import { checkPromotions, judgePromotionsAgain } from './check-promotions.ts';
import { createProviderCheck, judgeProviderAgain } from './check-provider.ts';
import { checkStock, judgeStockAgain } from './check-stock.ts';
import type { Finding } from './finding.ts';
import { findOnTheirWay } from './on-its-way.ts';
import { repairHolds } from './repair-holds.ts';
import type { Report } from './report.ts';
import type { ShopServices } from './shop-services.ts';
import { createSuspects, type Suspects } from './suspects.ts';

type LookAgain = (shop: ShopServices, subjects: readonly string[]) => Promise<Finding[]>;

/** Checks every rule and tells the report. The shop may run, sell, or stand still meanwhile. */
export async function verifyShop(
  shop: ShopServices,
  report: Report,
  wishes: { isRepairWanted: boolean; onStep: (step: string) => void },
): Promise<void> {
  const { onStep } = wishes;
  const suspectsOf = (lookAgain: LookAgain): Suspects =>
    createSuspects({
      report,
      lookAgain: (subjects) => lookAgain(shop, subjects),
      findOnTheirWay: (tellings) => findOnTheirWay(shop, tellings),
    });
  onStep('events');
  await checkEvents({ shop, report, suspects: suspectsOf(judgeEventsAgain) });
  onStep('stock');
  await checkStock({ shop, report, suspects: suspectsOf(judgeStockAgain) });
  onStep('promotions');
  await checkPromotions({ shop, report, suspects: suspectsOf(judgePromotionsAgain) });
  const provider = createProviderCheck({
    shop,
    report,
    suspects: suspectsOf(judgeProviderAgain),
  });
  onStep('checkouts and orders');
  const { onTry } = provider;
  await checkAttempts({ shop, report, suspects: suspectsOf(judgeAgain), onTry });
  onStep('the books of payment providers');
  await provider.run();
  if (wishes.isRepairWanted) await repairHolds(shop, report);
}
