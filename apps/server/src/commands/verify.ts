import { constants, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { createReport, isClean, jsonOf, textOf } from '../verify/report.ts';
import { openShopServices } from '../verify/shop-services.ts';
import { verifyShop } from '../verify/verify-shop.ts';

const PROGRESS_EVERY_MS = 5_000;

/** Holds the books of all services against each other; 1 when they disagree about anything. */
export async function verify(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      repair: { type: 'boolean', default: false },
    },
  });
  const report = createReport();
  let step = 'services';
  const timer = setInterval(() => {
    const checked = report.tallies().reduce((sum, tally) => sum + tally.checked, 0);
    process.stderr.write(`Looking at ${step}: ${checked} checks so far\n`);
  }, PROGRESS_EVERY_MS);
  timer.unref();
  const shop = await openShopServices();
  // After what a stopped shop needs to be read. Beside one that sells, its shoppers go first.
  setPriority(process.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  try {
    await verifyShop(shop, report, {
      isRepairWanted: values.repair,
      onStep: (next) => {
        step = next;
      },
    });
  } finally {
    clearInterval(timer);
    await shop.close();
  }
  process.stdout.write(values.json ? jsonOf(report) : textOf(report));
  return isClean(report) ? 0 : 1;
}
