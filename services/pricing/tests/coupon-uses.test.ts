import assert from 'node:assert/strict';
import { createSecretKey, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import type { PromotionInput } from '../contract/index.ts';
import { termsOfNew } from '../src/domain/promotion-terms.ts';
import { countOldHolds } from '../src/queries/count-old-holds.ts';
import { readPromotion } from '../src/queries/read-promotions.ts';
import { couponHoldsIn } from '../src/store/coupon-writes.ts';
import { insertPromotion } from '../src/store/promotions.ts';
import type { DB } from '../src/store/tables.generated.ts';
import {
  releaseCouponUses,
  reserveCouponUses,
  useCouponHolds,
} from '../src/use-cases/coupon-uses.ts';
import { forgetReleasedHolds } from '../src/use-cases/forget-released-holds.ts';

let database: TestDatabase<DB>;
const customerKey = createSecretKey(Buffer.alloc(32, 7));
let codesMade = 0;

before(async () => {
  database = await createTestDatabase<DB>('pricing', { connectionsMax: 8 });
});
after(() => database.close());

/** As another process would: not together with what is reserved at the same moment. */
const reserve = (attemptId: string, codes: string[], customer: string = randomUUID()) =>
  reserveCouponUses(
    { holdUses: couponHoldsIn(database.db), customerKey },
    {
      attemptId,
      request: { codes, customerKey: customer },
      deadline: Number.POSITIVE_INFINITY,
    },
  );

/** A code that is still free, with these terms. */
async function codeWith(terms: Partial<PromotionInput>): Promise<{ id: string; code: string }> {
  codesMade += 1;
  const code = `Code-${codesMade}`;
  const input: PromotionInput = {
    code,
    title: 'A promotion',
    effect: { kind: 'percentage', basisPoints: 1_000 },
    ...terms,
  };
  const id = await transaction(database.db, (tx) => insertPromotion(tx, termsOfNew(input)));
  return { id, code };
}

const usesOf = async (id: string): Promise<{ counted: number; rows: number }> => {
  const found = await sql<{ rows: number }>`
    select count(*) as rows
    from coupon_use
    where promotion_id = ${id}
  `.execute(database.db);
  return {
    counted: (await readPromotion(database.db, id)).usesCount,
    rows: found.rows[0]?.rows ?? -1,
  };
};

const codeOf = (result: PromiseSettledResult<unknown>): string =>
  result.status === 'fulfilled'
    ? 'held'
    : isContractError(result.reason)
      ? result.reason.code
      : String(result.reason);

const tally = (results: PromiseSettledResult<unknown>[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(results, codeOf)].map(([code, members]) => [code, members.length]),
  );

describe('uses of a code', () => {
  test('300 attempts at once hold a code of 50 uses exactly 50 times', async () => {
    const { id, code } = await codeWith({ usesMax: 50 });
    const results = await Promise.allSettled(
      Array.from({ length: 300 }, () => reserve(randomUUID(), [code])),
    );
    assert.deepEqual(tally(results), { held: 50, 'coupon-exhausted': 250 });
    assert.deepEqual(await usesOf(id), { counted: 50, rows: 50 });
  });

  test('one customer in 20 attempts at once holds no more than his limit', async () => {
    const { id, code } = await codeWith({ usesPerCustomerMax: 2 });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        reserve(randomUUID(), [code], index % 2 === 0 ? 'ann@example.com' : ' ANN@example.com '),
      ),
    );
    assert.deepEqual(tally(results), { held: 2, 'coupon-exhausted': 18 });
    await reserve(randomUUID(), [code], 'ben@example.com');
    assert.deepEqual(await usesOf(id), { counted: 3, rows: 3 });
  });

  test('the same attempt ten times at once holds one use', async () => {
    const { id, code } = await codeWith({ usesMax: 5 });
    const attemptId = randomUUID();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => reserve(attemptId, [code.toUpperCase()], 'ann')),
    );
    assert.deepEqual(tally(results), { held: 10 });
    assert.deepEqual(await usesOf(id), { counted: 1, rows: 1 });
  });

  test('attempts with two codes in either order hold both or none, without deadlock', async () => {
    const wide = await codeWith({ usesMax: 100 });
    const narrow = await codeWith({ usesMax: 10 });
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        reserve(randomUUID(), index % 2 ? [wide.code, narrow.code] : [narrow.code, wide.code]),
      ),
    );
    assert.deepEqual(tally(results), { held: 10, 'coupon-exhausted': 50 });
    assert.deepEqual(await usesOf(wide.id), { counted: 10, rows: 10 });
    assert.deepEqual(await usesOf(narrow.id), { counted: 10, rows: 10 });
  });

  test('a code that somebody keeps locked keeps nobody with another code waiting', async () => {
    const [held, free] = [await codeWith({ usesMax: 5 }), await codeWith({ usesMax: 5 })];
    const holdUses = couponHoldsIn(database.db);
    const use = ({ code }: { code: string }) =>
      reserveCouponUses(
        { holdUses, customerKey },
        {
          attemptId: randomUUID(),
          request: { codes: [code], customerKey: randomUUID() },
          deadline: Number.POSITIVE_INFINITY,
        },
      );
    let waiting: Promise<void> | undefined;
    await transaction(database.db, async (tx) => {
      await sql`
        select id
        from promotion
        where id = ${held.id}
        for update
      `.execute(tx);
      const startedMs = Date.now();
      waiting = use(held);
      await use(free);
      assert.ok(Date.now() - startedMs < 3_000, `${Date.now() - startedMs} ms`);
    });
    await waiting;
    assert.deepEqual(await usesOf(held.id), { counted: 1, rows: 1 });
  });

  test('a release gives the use back once, and refuses a later reserve', async () => {
    const { id, code } = await codeWith({ usesMax: 1 });
    const attemptId = randomUUID();
    await reserve(attemptId, [code]);
    await assert.rejects(reserve(randomUUID(), [code]), { code: 'coupon-exhausted' });
    await Promise.all([
      releaseCouponUses(database.db, attemptId),
      releaseCouponUses(database.db, attemptId),
    ]);
    assert.deepEqual(await usesOf(id), { counted: 0, rows: 0 });
    await assert.rejects(reserve(attemptId, [code]), { code: 'coupon-hold-gone' });
    await reserve(randomUUID(), [code]);
  });

  test('a release that comes before its reserve leaves a tombstone', async () => {
    const { id, code } = await codeWith({});
    const attemptId = randomUUID();
    await releaseCouponUses(database.db, attemptId);
    await assert.rejects(reserve(attemptId, [code]), { code: 'coupon-hold-gone' });
    assert.deepEqual(await usesOf(id), { counted: 0, rows: 0 });
  });

  test('an attempt reserved and released at once leaves no use behind', async () => {
    const { id, code } = await codeWith({});
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const attemptId = randomUUID();
        await Promise.allSettled([
          reserve(attemptId, [code]),
          releaseCouponUses(database.db, attemptId),
        ]);
      }),
    );
    assert.deepEqual(await usesOf(id), { counted: 0, rows: 0 });
  });

  test('a use that an order has made stays, whoever releases it', async () => {
    const { id, code } = await codeWith({ usesMax: 1 });
    const attemptId = randomUUID();
    await reserve(attemptId, [code]);
    await transaction(database.db, (tx) => useCouponHolds(tx, [attemptId]));
    await transaction(database.db, (tx) => useCouponHolds(tx, [attemptId]));
    await releaseCouponUses(database.db, attemptId);
    await reserve(attemptId, [code]);
    assert.deepEqual(await usesOf(id), { counted: 1, rows: 1 });
  });

  test('a refused attempt leaves nothing and may be tried again', async () => {
    const { id, code } = await codeWith({});
    const attemptId = randomUUID();
    await assert.rejects(reserve(attemptId, [code, 'NO-SUCH-CODE']), {
      code: 'coupon-invalid',
      data: { code: 'NO-SUCH-CODE', reason: 'unknown' },
    });
    assert.deepEqual(await usesOf(id), { counted: 0, rows: 0 });
    await reserve(attemptId, [code]);
    await assert.rejects(reserve(attemptId, ['OTHER']), { code: 'invalid-input' });
  });

  test('inactive, early and late codes are refused by the clock of the database', async () => {
    const inactive = await codeWith({ isActive: false });
    const early = await codeWith({ startsAt: '2199-01-01T00:00:00Z' });
    const late = await codeWith({ endsAt: '2001-01-01T00:00:00Z' });
    for (const [{ code }, reason] of [
      [inactive, 'unknown'],
      [early, 'not-started'],
      [late, 'expired'],
    ] as const) {
      await assert.rejects(reserve(randomUUID(), [code]), {
        code: 'coupon-invalid',
        data: { code, reason },
      });
    }
  });

  test('an attempt without codes holds nothing', async () => {
    const attemptId = randomUUID();
    await reserve(attemptId, []);
    const found = await sql`
      select
      from coupon_attempt
      where attempt_id = ${attemptId}
    `.execute(database.db);
    assert.equal(found.rows.length, 0);
  });

  test('a hold older than a day is counted, and the customer is kept as a hash only', async () => {
    const { code } = await codeWith({});
    const attemptId = randomUUID();
    const before = await countOldHolds(database.db);
    await reserve(attemptId, [code], 'someone@example.com');
    const held = await sql<{ hash: string }>`
      update coupon_attempt
      set held_at = held_at - interval '25 hours'
      where attempt_id = ${attemptId}
      returning customer_hash as hash
    `.execute(database.db);
    assert.match(held.rows[0]?.hash ?? '', /^[\w-]{43}$/);
    assert.equal(await countOldHolds(database.db), before + 1);
    await releaseCouponUses(database.db, attemptId);
    assert.equal(await countOldHolds(database.db), before);
  });

  test('a released hold is forgotten after a month, one that an order used never', async () => {
    const { code } = await codeWith({});
    const [released, recent, used] = [randomUUID(), randomUUID(), randomUUID()];
    for (const attemptId of [released, recent, used]) await reserve(attemptId, [code]);
    await releaseCouponUses(database.db, released);
    await releaseCouponUses(database.db, recent);
    await transaction(database.db, (tx) => useCouponHolds(tx, [used]));
    await sql`
      update coupon_attempt
      set ended_at = ended_at - interval '31 days'
      where attempt_id in (${released}, ${used})
    `.execute(database.db);
    assert.ok((await forgetReleasedHolds(database.db)) >= 1);
    const { rows } = await sql<{ id: string }>`
      select attempt_id as id
      from coupon_attempt
      where attempt_id in (${released}, ${recent}, ${used})
    `.execute(database.db);
    assert.deepEqual(rows.map(({ id }) => id).toSorted(), [recent, used].toSorted());
  });
});
