import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import type { JobRun } from '@cartwright/jobs';
import { sql } from 'kysely';
import { forgetShopper } from '../src/jobs/forget-shopper.ts';
import { startOrders } from './orders-shop.ts';

const { shop, place, cancelAsStaff, see } = await startOrders();
after(() => shop.stop());

const { db } = shop.databaseOf('orders');

async function forget(shopperId: string, o: { email: string; isLast: boolean }): Promise<void> {
  const body = { email: o.email, emailVerified: true, mailIds: [] };
  const accounts = { getErasure: async () => ({ status: 200 as const, body }) };
  // The job asks nothing else of accounts.
  const parts = { db, accounts, eraseAfterDays: 0 } as unknown as Parameters<
    typeof forgetShopper
  >[0];
  // Nor does it look at its run.
  await forgetShopper(parts).run({ shopperId, isLast: o.isLast }, {} as JobRun);
}

async function toldOf(shopperId: string): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    select count(*)::integer as told
    from event
    where type = 'orders.shopper-forgotten.v1'
      and subject = ${shopperId}
  `.execute(db);
  return rows[0]?.told ?? 0;
}

test('a guest checkout that was open at the erasure is forgotten when it has become an order', async () => {
  const shopperId = randomUUID();
  const email = `${randomUUID()}@example.com`;
  await forget(shopperId, { email, isLast: false });
  assert.equal(await toldOf(shopperId), 0);
  const late = await place({ email: email.toUpperCase() });
  await cancelAsStaff(late.id);
  // What gives the payment back holds the order for a moment.
  await shop.settled();
  await forget(shopperId, { email, isLast: true });
  assert.equal((await see(late.id)).email, 'erased@shop.invalid');
  assert.equal(await toldOf(shopperId), 1);
});
