import { setTimeout as delay } from 'node:timers/promises';
import { awaitMails } from '../await-mails.ts';
import { awaitAgreement } from '../books-agree.ts';
import { type Crowd, startCrowd } from '../crowd.ts';
import { type Market, openMarket, supply } from '../market.ts';
import { killPostgres } from '../processes.ts';
import { createRandom, type Random } from '../random.ts';
import type { NpmShop } from './npm-shop.ts';

interface KillOptions {
  npmShop: NpmShop;
  kills: number;
  seed: number;
  /** Told one line for each kill. */
  say: (line: string) => void;
}

type Target = 'server' | 'postgres';

const shoppers = 24;
/** Those that three kills in a row leave without a decision, while their leases run. */
const besideMax = 100;
const variants = 8;
/** Less than the crowd takes in a few seconds, so that shelves run empty again and again. */
const stockEach = 40;
/** Every so many kills checkouts and mails are waited for: leases of the dead take 12 s to end. */
const settleEvery = 10;
/** One card in eight is declined, so that kills meet checkouts on their way back too. */
const approvals = Array.from({ length: 7 }, () => 'approve');
const tokens: readonly [string, ...string[]] = ['decline', ...approvals];
const windowMs = { min: 50, max: 1_500 };

/**
 * Kills the server or PostgreSQL at random moments under load, and after each kill and recovery
 * holds all books against what shoppers were told. Throws at the first thing that does not hold.
 */
export async function killAgainAndAgain(o: KillOptions): Promise<string> {
  const { npmShop, kills, seed } = o;
  const random = createRandom(seed);
  const market = await openMarket(npmShop.shop, { variants, stockEach });
  const crowd = startCrowd({
    market,
    urls: [npmShop.shop.url],
    size: shoppers,
    besideMax,
    seed,
    tokens,
  });
  try {
    const targets = shuffled(kills, random);
    let met = 0;
    let acknowledgedBefore = 0;
    for (const [index, target] of targets.entries()) {
      const isLast = index === targets.length - 1;
      const isSettled = isLast || (index + 1) % settleEvery === 0;
      const { line, hit } = await oneKill({ ...o, market, crowd, random, target, isSettled });
      o.say(`kill ${index + 1}/${kills} ${line}`);
      if (hit > 0) met += 1;
      if (!isSettled) continue;
      if (crowd.acknowledged.size === acknowledgedBefore)
        throw new Error('nobody was told of an order since all was settled');
      acknowledgedBefore = crowd.acknowledged.size;
    }
    // Before the first shopper has filled a cart a kill may hit nothing.
    if (met * 2 < kills) throw new Error(`only ${met} of ${kills} kills met a checkout`);
    return summary(crowd, { kills, met, seed });
  } finally {
    await crowd.stop();
  }
}

/** Half of each, in an order of chance. */
function shuffled(kills: number, random: Random): Target[] {
  const targets = Array.from(
    { length: kills },
    (_, index): Target => (index % 2 === 0 ? 'server' : 'postgres'),
  );
  for (let last = targets.length - 1; last > 0; last -= 1) {
    const other = random.whole(last + 1);
    const [one, two] = [targets[last], targets[other]];
    if (one === undefined || two === undefined) continue;
    [targets[last], targets[other]] = [two, one];
  }
  return targets;
}

interface OneKill extends KillOptions {
  market: Market;
  crowd: Crowd;
  random: Random;
  target: Target;
  isSettled: boolean;
}

async function oneKill(o: OneKill): Promise<{ line: string; hit: number }> {
  const { npmShop, market, crowd, random, target } = o;
  const startedMs = Date.now();
  const before = crowd.acknowledged.size;
  crowd.open();
  const delivery = deliver(o);
  // It is awaited after the recovery, and may fail before.
  delivery.catch(() => undefined);
  const loadMs = windowMs.min + random.whole(windowMs.max - windowMs.min);
  await delay(loadMs);
  const killedMs = Date.now();
  const hit = crowd.underWay();
  if (target === 'server') await npmShop.killAndStart();
  else await killPostgres(npmShop.shop);
  const recoveredMs = Date.now() - killedMs;
  await delivery;
  if (o.isSettled) await crowd.settle({ timeoutMs: 90_000 });
  else crowd.close();
  const { acknowledged, orders, authorisations, open } = await awaitAgreement(
    { shop: npmShop.shop, adminUrl: await npmShop.adminUrl(), env: npmShop.env },
    { acknowledged: crowd.acknowledged, supplied: market.supplied },
    { isSettled: o.isSettled, timeoutMs: 30_000 },
  );
  if (o.isSettled) await awaitMails(await npmShop.adminUrl(), { timeoutMs: 60_000 });
  if (crowd.complaints.length > 0) throw new Error(crowd.complaints.join('\n'));
  const fresh = acknowledged - before;
  const line =
    `${target} after ${loadMs} ms of load: met ${hit} checkouts, back in ${recoveredMs} ms, ` +
    `${fresh} more acknowledged, ${acknowledged} in all; ${orders} orders, ` +
    `${authorisations} authorisations, ${open} open${o.isSettled ? ', settled' : ''}; ` +
    `${Date.now() - startedMs} ms`;
  return { line, hit };
}

/** Staff fill some shelves meanwhile: their writes are hit by kills as well. */
async function deliver({ npmShop, market, random }: OneKill): Promise<void> {
  const variantIds = market.variantIds.filter(() => random.isLucky(0.4));
  for (const variantId of variantIds)
    await supply(npmShop.shop, market, { variantId, units: stockEach, timeoutMs: 90_000 });
}

function summary(crowd: Crowd, o: { kills: number; met: number; seed: number }): string {
  const answers = [...crowd.tally].sort().map(([kind, count]) => `${count} x ${kind || 'none'}`);
  return (
    `${o.kills} kills with seed ${o.seed}, ${o.met} amid checkouts: ` +
    `${crowd.acknowledged.size} acknowledged orders, none missing, nothing oversold, no double charge, verify clean\nanswers: ${answers.join(', ')}`
  );
}
