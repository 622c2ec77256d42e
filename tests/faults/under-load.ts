import assert from 'node:assert/strict';
import { findRunningShop } from '@cartwright/database';
import { startTestShop, type TestShop, type TestShopOptions, waitFor } from '@cartwright/testing';
import { awaitAgreement } from './books-agree.ts';
import { type Crowd, type CrowdOptions, type Reply, startCrowd } from './crowd.ts';
import { type Market, openMarket } from './market.ts';

/** A shop with a market, and where its books are: what a named fault is done to. */
export interface FaultShop {
  /** The processes that serve it; most faults need but one. */
  shops: readonly [TestShop, ...TestShop[]];
  adminUrl: () => Promise<string>;
  market: Market;
  stop: () => Promise<void>;
}

/** More than any crowd buys while a fault lasts, where running out is not what a test is about. */
export const plenty = 200_000;
const variants = 8;

/** One process with its embedded PostgreSQL. */
export async function startFaultShop(
  o: TestShopOptions & { stockEach?: number } = {},
): Promise<FaultShop> {
  const shop = await startTestShop(o);
  const market = await openMarket(shop, { variants, stockEach: o.stockEach ?? plenty });
  return {
    shops: [shop],
    adminUrl: async () => {
      const adminUrl = (await findRunningShop(shop.dataDir))?.adminUrl;
      assert.ok(adminUrl, `no shop runs on ${shop.dataDir}`);
      return adminUrl;
    },
    market,
    stop: shop.stop,
  };
}

export interface Load {
  crowd: Crowd;
  /** Every answer to a checkout so far, in the order of arrival. */
  replies: readonly Reply[];
  /** Waits until this many more orders were acknowledged from now on. */
  moreOrders: (count: number, o?: { timeoutMs?: number }) => Promise<void>;
}

/**
 * Runs the fault while a crowd buys, and then sees what every fault must leave behind: shoppers who
 * can buy again, every checkout decided, each acknowledged order there, and all books equal.
 */
export async function underLoad(
  fault: FaultShop,
  o: Partial<Omit<CrowdOptions, 'market' | 'onReply'>> & { settleMs?: number },
  run: (load: Load) => Promise<void>,
): Promise<void> {
  const { shops, market } = fault;
  const [first, ...others] = shops;
  const replies: Reply[] = [];
  const crowd = startCrowd({
    size: 12,
    seed: 1,
    // Enough to be hit anywhere; without a pause the machine would be what a test is about.
    browseMs: 100,
    urls: [first.url, ...others.map(({ url }) => url)],
    ...o,
    market,
    onReply: (reply) => replies.push(reply),
  });
  const moreOrders: Load['moreOrders'] = async (count, { timeoutMs = 30_000 } = {}) => {
    const before = crowd.acknowledged.size;
    const isEnough = () => crowd.acknowledged.size >= before + count;
    await waitFor(`${count} more orders`, isEnough, { timeoutMs });
  };
  try {
    crowd.open();
    await moreOrders(20);
    await run({ crowd, replies, moreOrders });
    await moreOrders(20);
    await assertNothingLost(fault, crowd, o.settleMs ?? 90_000);
  } finally {
    await crowd.stop();
  }
}

async function assertNothingLost(fault: FaultShop, crowd: Crowd, settleMs: number): Promise<void> {
  await crowd.settle({ timeoutMs: settleMs });
  const [first] = fault.shops;
  const counted = await awaitAgreement(
    { shop: first, adminUrl: await fault.adminUrl(), env: first.env },
    { acknowledged: crowd.acknowledged, supplied: fault.market.supplied },
    { isSettled: true, timeoutMs: 60_000 },
  );
  assert.deepEqual(crowd.complaints, []);
  const answers = [...crowd.tally].sort().map(([kind, count]) => `${count} x ${kind}`);
  process.stdout.write(
    `${counted.orders} orders, ${counted.authorisations} authorisations; ${answers.join(', ')}\n`,
  );
}

/** Replies to requests that were sent within a span of time. */
export const repliesBetween = (
  replies: readonly Reply[],
  o: { fromMs: number; toMs: number },
): Reply[] => replies.filter(({ startedMs }) => startedMs >= o.fromMs && startedMs < o.toMs);
