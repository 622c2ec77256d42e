import assert from 'node:assert/strict';
import { createSecretKey, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { transaction } from '@cartwright/database';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing';
import { sql } from 'kysely';
import { termsOfNew } from '../src/domain/promotion-terms.ts';
import { onOrdersPlaced } from '../src/events/on-orders-placed.ts';
import { couponHoldsIn } from '../src/store/coupon-writes.ts';
import { insertPromotion } from '../src/store/promotions.ts';
import type { DB } from '../src/store/tables.generated.ts';
import { releaseCouponUses, reserveCouponUses } from '../src/use-cases/coupon-uses.ts';

let database: TestDatabase<DB>;
const customerKey = createSecretKey(Buffer.alloc(32, 7));

before(async () => {
  database = await createTestDatabase<DB>('pricing');
});
after(() => database.close());

const orderPlaced = (attemptId: string) => ({ data: { attemptId } });

const hear = (attemptId: string) =>
  transaction(database.db, (tx) => onOrdersPlaced.apply(tx, [orderPlaced(attemptId)]));

const stateOf = async (attemptId: string): Promise<string | undefined> => {
  const found = await sql<{ state: string }>`
    select state
    from coupon_attempt
    where attempt_id = ${attemptId}
  `.execute(database.db);
  return found.rows[0]?.state;
};

test('an order makes the uses of its attempt final, also when it is heard twice', async () => {
  const terms = termsOfNew({ code: 'FREE', title: 'Free', effect: { kind: 'free-shipping' } });
  await transaction(database.db, (tx) => insertPromotion(tx, terms));
  const attemptId = randomUUID();
  const request = { codes: ['FREE'], customerKey: 'ann' };
  const holdUses = couponHoldsIn(database.db);
  const deadline = Number.POSITIVE_INFINITY;
  await reserveCouponUses({ holdUses, customerKey }, { attemptId, request, deadline });
  await hear(attemptId);
  await hear(attemptId);
  await releaseCouponUses(database.db, attemptId);
  assert.equal(await stateOf(attemptId), 'used');
});

test('an order without codes and one whose uses were released change nothing', async () => {
  const [without, released] = [randomUUID(), randomUUID()];
  await releaseCouponUses(database.db, released);
  await hear(without);
  await hear(released);
  assert.equal(await stateOf(without), undefined);
  assert.equal(await stateOf(released), 'released');
});
