import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { environment } from '@cartwright/config';
import { findRunningShop } from '@cartwright/database';
import { startTestShop, type TestShop, verifyShop, waitFor } from '@cartwright/testing';
import fc from 'fast-check';
import { awaitEqualBooks } from '../faults/books-agree.ts';
import { readShopBooks } from '../faults/shop-books.ts';
import { openForBusiness, staffOf, stockOf } from '../journeys/fixtures.ts';
import { orderAsStaff } from '../journeys/orders.ts';
import { providerBooks } from '../journeys/provider-books.ts';
import { type Action, type Scenario, scenarios } from './actions.ts';
import { isEdit, judgeRound } from './judge-round.ts';
import { allocatedOf, createModel, type Model, type Told } from './model.ts';
import { play, type Stage, setStage } from './play.ts';

/** Half a minute to a minute on a small machine. */
const runs = 20;

/**
 * `PROPERTY_SEED` plays the scenarios of another run again, with `PROPERTY_PATH` only the one that
 * failed in it; a failure tells both. What happens at once may still come in another order.
 */
const { PROPERTY_SEED: givenSeed, PROPERTY_PATH: path } = environment();
const seed = givenSeed === undefined ? Date.now() % 2 ** 31 : Number(givenSeed);

describe('whatever shoppers and staff do at once', () => {
  let shop: TestShop;
  let adminUrl: string;
  const tally = new Map<string, number>();
  before(async () => {
    shop = await startTestShop({
      env: { TEST_PROVIDER_SLOW_MS: '300', TEST_PROVIDER_FAULT_TOKENS: 'true' },
    });
    await openForBusiness(shop);
    adminUrl = (await findRunningShop(shop.dataDir))?.adminUrl ?? '';
  });
  after(() => shop?.stop());

  test('stock, codes, orders and money are those of a small model', async () => {
    process.stdout.write(`PROPERTY_SEED=${seed}\n`);
    await fc.assert(
      fc.asyncProperty(scenarios, (scenario) => playThrough(scenario).catch(tellAndFail)),
      {
        seed,
        ...(path === undefined ? {} : { path }),
        numRuns: runs,
        // A failure shrinks while there is time: scenarios are real requests.
        interruptAfterTimeLimit: 240_000,
        markInterruptAsFailure: true,
      },
    );
    const counts = [...tally].sort().map(([kind, count]) => `${count} x ${kind}`);
    process.stdout.write(`${counts.join(', ')}\n`);
    const { disagreements, isClean, rules } = await verifyShop(shop);
    assert.deepEqual(disagreements, []);
    assert.ok(isClean, JSON.stringify(rules));
  });

  async function playThrough(scenario: Scenario): Promise<void> {
    const stage = await setStage(shop, scenario);
    const carts = scenario.firstVariants.map((first) =>
      scenario.stock.map((_, variant) => (variant === first ? 1 : 0)),
    );
    const model = createModel({ ...scenario, carts });
    for (const round of scenario.rounds) {
      const answers = await Promise.all(
        withOneEditACart(round).map((action) => play(stage, action)),
      );
      const all = answers.filter((told): told is Told => told !== undefined);
      judgeRound(model, all);
      for (const told of all) count(told);
      await assertShopIs(stage, model);
    }
  }

  /** What became of what: a run in which something never happened says little about it. */
  function count({ action, status, code }: Told): void {
    const what = action.kind === 'check-out' ? action.token : action.kind;
    const kind = `${what} ${status} ${code}`.trim();
    tally.set(kind, (tally.get(kind) ?? 0) + 1);
  }

  /** The shop after a round, once nothing is under way. */
  async function assertShopIs(stage: Stage, model: Model): Promise<void> {
    const supplied = new Map(
      stage.variantIds.map((variantId, variant) => [variantId, model.onHand[variant] ?? 0]),
    );
    const lowered = new Set(
      stage.variantIds.filter(
        (_, variant) => (model.onHand[variant] ?? 0) < allocatedOf(model, variant),
      ),
    );
    await awaitEqualBooks(
      { shop, adminUrl, env: shop.env },
      { acknowledged: new Map(), supplied, lowered },
      { isSettled: true, timeoutMs: 30_000 },
    );
    for (const [variant, variantId] of stage.variantIds.entries()) {
      const onHand = model.onHand[variant] ?? 0;
      const allocated = allocatedOf(model, variant);
      assert.deepEqual(await stockOf(shop, variantId), {
        onHand,
        reserved: 0,
        allocated,
        available: onHand - allocated,
      });
    }
    assert.equal(await usesOf(stage.code), model.codeUses);
    await assertWithdrawalsAre(model);
    await assertMoneyIs(model);
  }

  async function assertWithdrawalsAre({ carts }: Model): Promise<void> {
    for (const { order } of carts) {
      if (order === undefined) continue;
      const { withdrawals } = await orderAsStaff(shop, order.id);
      assert.deepEqual(
        new Map(withdrawals.map(({ id, goods }) => [goods ?? '', id])),
        order.withdrawals,
      );
      assert.equal(withdrawals.length, order.withdrawals.size);
    }
  }

  async function usesOf(code: string): Promise<number | undefined> {
    const { data, error } = await staffOf(shop).GET('/api/v1/admin/promotions', {
      params: { query: { limit: 100 } },
    });
    assert.ok(data, JSON.stringify(error));
    return data.items.find((promotion) => promotion.code === code)?.usesCount;
  }

  /** Captures, refunds and voids follow their orders as jobs, a moment later. */
  async function assertMoneyIs({ carts }: Model): Promise<void> {
    const expected = carts.flatMap(({ order }) =>
      order === undefined
        ? []
        : [
            [
              order.id,
              // What is left of a hold goes back when nothing more will be sent.
              order.cancelled.some((units) => units > 0) ? 'voided' : 'authorised',
              order.totalMinor,
              order.capturedMinor,
              order.refundedMinor,
              `known ${order.capturedMinor}`,
            ].join(' '),
          ],
    );
    let found: string[] = [];
    const isSo = async (): Promise<boolean> => {
      const provider = await providerBooks(shop);
      const { orders } = await readShopBooks({ adminUrl, provider });
      found = carts.flatMap(({ order }) => {
        const booked = orders.find(({ id }) => id === order?.id);
        const payment = provider.find(({ key }) => key === booked?.paymentTryId);
        if (booked === undefined || payment === undefined) return [];
        const { status, amount, captured, refunded } = payment;
        const known = `known ${booked.capturedMinor}`;
        return [[booked.id, status, amount, captured, refunded, known].join(' ')];
      });
      return found.join('\n') === expected.join('\n');
    };
    await waitFor('money to follow the orders', isSo, { timeoutMs: 20_000 }).catch(() => false);
    assert.deepEqual(found, expected);
  }
});

/** Shrinking ends with the last failure, and what happens at once may fail in several ways. */
function tellAndFail(error: unknown): never {
  process.stdout.write(`a scenario failed: ${String(error).slice(0, 2_000)}\n`);
  throw error;
}

/** Two edits of one cart at once leave open which was last; one at a time says enough. */
function withOneEditACart(round: readonly Action[]): Action[] {
  const edited = new Set<number>();
  return round.filter((action) => {
    if (!isEdit(action)) return true;
    if (edited.has(action.cart)) return false;
    edited.add(action.cart);
    return true;
  });
}
