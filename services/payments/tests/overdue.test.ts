import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { setFaultHandler } from '@cartwright/config';
import { asAnyone, asStaff, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { startTestShop } from './test-shop.ts';

let shop: Awaited<ReturnType<typeof startTestShop>>;

before(async () => {
  shop = await startTestShop();
});
after(() => shop.stop());
afterEach(() => setFaultHandler(undefined));

/** As long as it is set, nothing gets past this point, also not what is repeated. */
const stopAt = (point: string) =>
  setFaultHandler((name) => assert.notEqual(name, point, 'it ends here'));

const voidTry = (tryId: string) =>
  shop.checkout.voidTry({ params: { tryId } }, asAnyone()).catch(() => undefined);

/** What `verify` is told of a try: what is overdue, and how both books differ. */
async function judged(tryId: string) {
  const found = await sql<{ attemptId: string }>`
    select attempt_id as "attemptId"
    from payment_try
    where try_id = ${tryId}
  `.execute(shop.db);
  const only = found.rows.map(({ attemptId }) => attemptId);
  const page = await shop.asVerify.verifyPayments(
    { body: { after: null, limit: 1, only } },
    asAnyone(),
  );
  const [one] = page.body.items[0]?.tries ?? [];
  assert.ok(one);
  const { body } = await shop.asVerify.verifyProviderKeys(
    { body: { provider: 'test', keys: [tryId] } },
    asAnyone(),
  );
  return {
    isVoidOverdue: one.isVoidOverdue,
    movements: one.overdueMovements,
    differences: body.differences.map(({ kind, ours, theirs }) => `${kind} ${ours} ${theirs}`),
  };
}

async function ageTry(tryId: string): Promise<void> {
  await sql`
    update payment_try
    set updated_at = clock_timestamp() - interval '61 minutes'
    where try_id = ${tryId}
  `.execute(shop.db);
}

async function ageMovement(id: string): Promise<void> {
  await sql`
    update movement
    set created_at = clock_timestamp() - interval '61 minutes'
    where id = ${id}
  `.execute(shop.db);
}

/** Keys that a comparison with the provider finds in disagreement. */
async function reconciled(): Promise<string[]> {
  const { body } = await shop.anyone.startReconciliation({}, asStaff());
  return waitFor('the comparison to end', async () => {
    const { lastRun, items } = (
      await shop.anyone.getReconciliation({ query: { limit: 100 } }, asStaff())
    ).body;
    const isOver = lastRun?.id === body.id && lastRun.status === 'finished';
    return isOver ? items.map(({ key }) => key) : undefined;
  });
}

const nothing = { isVoidOverdue: false, movements: [], differences: [] };

describe('what a provider was asked for and does not do', () => {
  it('is told of a void after an hour, and no longer once it got through', async () => {
    const { tryId } = await shop.authorise('approve');
    stopAt('payments.before-void');
    await voidTry(tryId);
    assert.deepEqual(await judged(tryId), nothing);
    assert.deepEqual(await reconciled(), []);
    await ageTry(tryId);
    assert.deepEqual(await judged(tryId), {
      ...nothing,
      isVoidOverdue: true,
      differences: ['status-differs voiding authorised'],
    });
    assert.deepEqual(await reconciled(), [tryId]);
    setFaultHandler(undefined);
    await voidTry(tryId);
    assert.deepEqual(await judged(tryId), nothing);
    assert.deepEqual(await reconciled(), []);
  });

  it('is told an hour after the void was first wished for, also without an answer', async () => {
    const tryId = randomUUID();
    await shop.intend(tryId);
    await ageTry(tryId);
    assert.equal((await judged(tryId)).isVoidOverdue, false, 'nobody wishes it yet');
    await voidTry(tryId);
    assert.equal((await judged(tryId)).isVoidOverdue, false, 'it was wished for just now');
    await ageTry(tryId);
    await voidTry(tryId);
    assert.equal((await judged(tryId)).isVoidOverdue, true, 'a second wish makes it no younger');
  });

  it('is told of a capture after an hour, with what the provider took meanwhile', async () => {
    const { tryId } = await shop.authorise('approve');
    const captureId = randomUUID();
    stopAt('payments.after-provider');
    await assert.rejects(shop.capture(tryId, 300, captureId));
    assert.deepEqual(await judged(tryId), nothing);
    await ageMovement(captureId);
    assert.deepEqual(await judged(tryId), {
      ...nothing,
      movements: [{ id: captureId, kind: 'capture' }],
      differences: ['captured-differs 0 300'],
    });
    setFaultHandler(undefined);
    await shop.capture(tryId, 300, captureId);
    assert.deepEqual(await judged(tryId), nothing);
  });
  it('takes a fresh capture beside an overdue refund for no difference', async () => {
    const { tryId } = await shop.authorise('approve');
    await shop.capture(tryId, 300);
    const refundId = randomUUID();
    const captureId = randomUUID();
    stopAt('payments.after-intent');
    await assert.rejects(shop.refund(tryId, 100, refundId));
    await ageMovement(refundId);
    stopAt('payments.after-provider');
    await assert.rejects(shop.capture(tryId, 200, captureId));
    const refund = { id: refundId, kind: 'refund' };
    assert.deepEqual(await judged(tryId), { ...nothing, movements: [refund] });
    assert.deepEqual(await reconciled(), []);
    await ageMovement(captureId);
    assert.deepEqual(await reconciled(), [tryId]);
  });
});
