import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { setFaultHandler } from '@cartwright/config';
import { asAnyone, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { startTestShop } from './test-shop.ts';

let shop: Awaited<ReturnType<typeof startTestShop>>;

before(async () => {
  shop = await startTestShop();
});
after(() => shop.stop());
afterEach(() => setFaultHandler(undefined));

/** What our ledger says is held of a shopper's money for a try, and what the shop has. */
async function balancesOf(tryId: string): Promise<{ hold: number; shop: number }> {
  const found = await sql<{ hold: number; shop: number }>`
    select coalesce(sum(amount_minor) filter (where to_account = 'hold'), 0)::integer
             - coalesce(sum(amount_minor) filter (where from_account = 'hold'), 0)::integer
             as hold,
           coalesce(sum(amount_minor) filter (where to_account = 'shop'), 0)::integer
             - coalesce(sum(amount_minor) filter (where from_account = 'shop'), 0)::integer
             as shop
    from ledger_entry
    where try_id = ${tryId}
  `.execute(shop.db);
  return found.rows[0] ?? { hold: 0, shop: 0 };
}

/** A capture whose process dies between its intent and its request to the provider. */
async function captureThatStops(tryId: string, amount: number): Promise<string> {
  const captureId = randomUUID();
  setFaultHandler((name) => assert.notEqual(name, 'payments.after-intent', 'it ends here'));
  await assert.rejects(shop.capture(tryId, amount, captureId));
  setFaultHandler(undefined);
  return captureId;
}

/** Brings the next try of a capture forward, and waits for its end. */
async function captureEnds(captureId: string): Promise<string> {
  await sql`
    update movement
    set ask_at = clock_timestamp()
    where id = ${captureId}
  `.execute(shop.db);
  return waitFor('the capture to end', async () => {
    const found = await sql<{ status: string }>`
      select status
      from movement
      where id = ${captureId}
    `.execute(shop.db);
    const status = found.rows[0]?.status ?? 'gone';
    return status === 'requested' ? undefined : status;
  });
}

const theirsOf = async (tryId: string) =>
  (await shop.books()).authorisations.find(({ key }) => key === tryId);

const voidPayment = async (tryId: string) =>
  (await shop.orders.voidPayment({ params: { tryId } }, asAnyone())).body;

describe('a provider that answers another sum than was asked for', () => {
  for (const token of ['approve-other-amount', 'approve-other-currency'])
    it(`has not approved, and gets its payment back (${token})`, async () => {
      const { tryId, status } = await shop.authorise(token);
      assert.equal(status, 'pending');
      assert.equal((await shop.capture(tryId, 1_000)).reason, 'not-authorised');
      await shop.settles(tryId, 'voided');
      assert.equal((await shop.getTry(tryId)).reason, 'other-sum');
      const theirs = await theirsOf(tryId);
      assert.deepEqual([theirs?.status, theirs?.captured], ['voided', 0]);
      assert.deepEqual(await balancesOf(tryId), { hold: 0, shop: 0 });
      const told = await sql<{ status: string }>`
        select data ->> 'status' as status
        from event
        where type = 'payments.try-settled.v1'
          and subject = ${tryId}
      `.execute(shop.db);
      assert.deepEqual(told.rows, [{ status: 'voided' }]);
    });
});

describe('releasing the rest of a payment', () => {
  it('gives back what was not captured, and leaves what was', async () => {
    const { tryId } = await shop.authorise('approve');
    await shop.capture(tryId, 400);
    assert.deepEqual(await balancesOf(tryId), { hold: 600, shop: 400 });
    assert.equal((await voidPayment(tryId)).status, 'voided');
    assert.equal((await voidPayment(tryId)).status, 'voided');
    assert.deepEqual(await balancesOf(tryId), { hold: 0, shop: 400 });
    const theirs = await theirsOf(tryId);
    assert.deepEqual([theirs?.status, theirs?.captured], ['voided', 400]);
    const { voids } = await shop.books();
    const released = voids.filter(({ authorisationId }) => authorisationId === theirs?.id);
    assert.deepEqual(
      released.map((one) => one.released),
      [600],
    );
  });

  it('waits for a capture that is on its way', async () => {
    const { tryId } = await shop.authorise('approve');
    const captureId = await captureThatStops(tryId, 300);
    assert.deepEqual(await voidPayment(tryId), { status: 'pending', reason: 'capture-under-way' });
    assert.equal(await captureEnds(captureId), 'done');
    assert.equal((await voidPayment(tryId)).status, 'voided');
    assert.deepEqual(await balancesOf(tryId), { hold: 0, shop: 300 });
  });

  it('gives back what a capture was set aside for that the void overtook', async () => {
    const { tryId, paymentId } = await shop.authorise('approve');
    const captureId = await captureThatStops(tryId, 300);
    const voided = await shop.callProvider(`/v1/authorisations/${paymentId}/void`, {
      key: tryId,
      body: {},
    });
    const rawBody = JSON.stringify({ type: 'authorisation.void', data: await voided.json() });
    const webhook = { params: { provider: 'test' }, rawBody, headers: shop.sign(rawBody) };
    await shop.anyone.receiveWebhook(webhook, asAnyone());
    assert.equal((await shop.getTry(tryId)).status, 'voided');
    assert.deepEqual(await balancesOf(tryId), { hold: 300, shop: 0 });
    assert.equal(await captureEnds(captureId), 'failed');
    assert.deepEqual(await balancesOf(tryId), { hold: 0, shop: 0 });
  });
});
