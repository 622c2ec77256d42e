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
afterEach(() => {
  setFaultHandler(undefined);
  shop.setDoor(true);
});

const failAt = (point: string) =>
  setFaultHandler((name) => assert.notEqual(name, point, 'the process ends here'));

const settledEvents = async (tryId: string): Promise<string[]> => {
  const found = await sql<{ status: string }>`
    select data ->> 'status' as status
    from event
    where type = 'payments.try-settled.v1'
      and subject = ${tryId}
    order by occurred_at
    limit 10
  `.execute(shop.db);
  return found.rows.map(({ status }) => status);
};

const authorisationsOf = async (tryId: string) =>
  (await shop.books()).authorisations.filter(({ key }) => key === tryId);

describe('the tokens of the test payment method', () => {
  it('approves, and tells it once', async () => {
    const { tryId, status } = await shop.authorise('approve');
    assert.equal(status, 'authorised');
    assert.deepEqual(await settledEvents(tryId), ['authorised']);
  });

  it('declines with the reason', async () => {
    assert.equal((await shop.authorise('decline')).status, 'declined');
    const poor = await shop.authorise('insufficient-funds');
    assert.deepEqual([poor.status, poor.reason], ['declined', 'insufficient-funds']);
    assert.equal((await shop.authorise('no-such-token')).reason, 'token-unknown');
  });

  it('waits for the webhook of a slow approval', async () => {
    const { tryId, status } = await shop.authorise('slow');
    assert.equal(status, 'pending');
    await shop.settles(tryId, 'authorised');
  });

  it('shows a challenge and learns of its confirmation and its refusal', async () => {
    for (const [decision, end] of [
      ['confirm', 'authorised'],
      ['refuse', 'declined'],
    ] as const) {
      const { tryId, status, action } = await shop.authorise('challenge');
      assert.equal(status, 'action-required');
      assert.ok(action);
      const body = new URLSearchParams({ decision });
      await fetch(action.url, { method: 'POST', body, redirect: 'manual' });
      await shop.settles(tryId, end);
    }
  });

  it('declines a challenge that nobody confirms in time', async () => {
    const { tryId } = await shop.authorise('challenge');
    await shop.settles(tryId, 'declined');
    assert.equal((await shop.getTry(tryId)).reason, 'challenge-expired');
  });

  it('calls an unreachable provider unknown, and never seen only once it is fenced', async () => {
    const { tryId, status } = await shop.authorise('unreachable');
    assert.equal(status, 'unknown');
    await shop.settles(tryId, 'never-seen');
    assert.ok((await shop.books()).fencedKeys.includes(tryId));
    assert.deepEqual(await settledEvents(tryId), ['never-seen']);
    const late = await shop.callProvider('/v1/authorisations', {
      key: tryId,
      body: { amount: 1_000, currency: 'EUR', reference: 'r', token: 'approve' },
    });
    assert.equal(late.status, 409);
  });

  it('refuses another method', async () => {
    const input = {
      params: { tryId: randomUUID() },
      body: {
        attemptId: randomUUID(),
        amount: { amount: 1, currency: 'EUR' },
        method: 'card',
        token: 'approve',
        returnUrl: 'http://127.0.0.1/',
      },
    };
    await assert.rejects(shop.checkout.authorise(input, asAnyone()), {
      code: 'payment-method-unavailable',
    });
  });
});

describe('answers and webhooks that go wrong', () => {
  it('finds an approval whose answer was lost, without a webhook', async () => {
    shop.setDoor(false);
    const { tryId, status } = await shop.authorise('approve-lost-answer');
    assert.equal(status, 'unknown');
    assert.equal((await shop.getTry(tryId, true)).status, 'authorised');
    assert.deepEqual(await settledEvents(tryId), ['authorised']);
  });

  it('takes a webhook that comes before the answer', async () => {
    const { tryId, status } = await shop.authorise('approve-webhook-first');
    assert.equal(status, 'authorised');
    assert.deepEqual(await settledEvents(tryId), ['authorised']);
  });

  it('takes a webhook that comes twice once', async () => {
    const { tryId } = await shop.authorise('approve-twice-webhook');
    await shop.settles(tryId, 'authorised');
    await waitFor('both webhooks to be delivered', async () =>
      (await shop.books()).webhooks.every(({ deliveredAt }) => deliveredAt !== null),
    );
    assert.deepEqual(await settledEvents(tryId), ['authorised']);
  });

  it('is not led back by a webhook that comes late', async () => {
    const { tryId } = await shop.authorise('approve-late-webhook');
    const { body } = await shop.checkout.voidTry({ params: { tryId } }, asAnyone());
    assert.equal(body.status, 'voided');
    await waitFor('the late webhook to be delivered', async () =>
      (await shop.books()).webhooks.every(({ deliveredAt }) => deliveredAt !== null),
    );
    assert.equal((await shop.getTry(tryId)).status, 'voided');
    assert.deepEqual(await settledEvents(tryId), ['authorised', 'voided']);
  });

  it('asks by itself when a webhook is lost', async () => {
    shop.setDoor(false);
    const { tryId } = await shop.authorise('slow');
    await shop.settles(tryId, 'authorised');
  });

  it('refuses webhooks that are unsigned, stale, broken or of nobody', async () => {
    const send = (rawBody: string, headers: Record<string, string>, provider = 'test') =>
      shop.anyone.receiveWebhook({ params: { provider }, rawBody, headers }, asAnyone());
    const wrong = { code: 'webhook-signature-wrong' };
    await assert.rejects(send('{}', {}), wrong);
    await assert.rejects(send('{"a":1}', shop.sign('{}')), wrong);
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    await assert.rejects(send('{}', shop.sign('{}', old)), { code: 'webhook-stale' });
    await assert.rejects(send('{}', shop.sign('{}')), { code: 'webhook-malformed' });
    await assert.rejects(send('no json', shop.sign('no json')), { code: 'webhook-malformed' });
    await assert.rejects(send('{}', shop.sign('{}'), 'other'), { code: 'not-found' });
  });
});

describe('one try', () => {
  it('is authorised once, however many ask at once', async () => {
    const tryId = randomUUID();
    const states = await Promise.all(
      Array.from({ length: 20 }, () => shop.authorise('approve', { tryId })),
    );
    assert.ok(states.every(({ status }) => status === 'authorised'));
    assert.equal((await authorisationsOf(tryId)).length, 1);
  });

  it('is not taken for another request', async () => {
    const { tryId } = await shop.authorise('approve');
    await assert.rejects(shop.authorise('approve', { tryId, amount: 5 }), {
      code: 'payment-id-reused',
    });
  });

  for (const point of ['payments.after-intent', 'payments.after-provider']) {
    it(`is sent again under its own key after a crash at ${point}`, async () => {
      const tryId = randomUUID();
      failAt(point);
      await assert.rejects(shop.authorise('approve', { tryId }));
      setFaultHandler(undefined);
      assert.equal((await shop.getTry(tryId)).status, 'unknown');
      assert.equal((await shop.authorise('approve', { tryId })).status, 'authorised');
      assert.equal((await authorisationsOf(tryId)).length, 1);
    });
  }

  it('is found out after a crash once the provider had acted', async () => {
    const tryId = randomUUID();
    failAt('payments.after-provider');
    await assert.rejects(shop.authorise('approve', { tryId }));
    setFaultHandler(undefined);
    assert.equal((await shop.getTry(tryId, true)).status, 'authorised');
  });

  it('is not fenced while its request may be under way', async () => {
    const tryId = randomUUID();
    failAt('payments.after-intent');
    await assert.rejects(shop.authorise('approve', { tryId }));
    setFaultHandler(undefined);
    assert.equal((await shop.getTry(tryId, true)).status, 'unknown');
    await sql`
      update payment_try
      set created_at = created_at - interval '1 minute'
      where try_id = ${tryId}
    `.execute(shop.db);
    assert.equal((await shop.getTry(tryId, true)).status, 'never-seen');
    assert.equal((await shop.authorise('approve', { tryId })).status, 'never-seen');
  });

  it('is refused from the start when it was given up before it was made', async () => {
    const tryId = randomUUID();
    const { body } = await shop.checkout.voidTry({ params: { tryId } }, asAnyone());
    assert.equal(body.status, 'never-seen');
    assert.equal((await shop.authorise('approve', { tryId })).status, 'never-seen');
    assert.equal((await authorisationsOf(tryId)).length, 0);
  });
});

describe('giving a try up', () => {
  it('asks for an unknown one first, and then voids it', async () => {
    shop.setDoor(false);
    const { tryId } = await shop.authorise('approve-lost-answer');
    await shop.checkout.voidTry({ params: { tryId } }, asAnyone());
    await shop.settles(tryId, 'voided');
    assert.equal((await authorisationsOf(tryId))[0]?.status, 'voided');
    assert.deepEqual(await settledEvents(tryId), ['voided']);
  });

  for (const point of ['payments.before-void', 'payments.after-void']) {
    it(`goes on after a crash at ${point}`, async () => {
      const { tryId } = await shop.authorise('approve');
      failAt(point);
      await assert.rejects(shop.checkout.voidTry({ params: { tryId } }, asAnyone()));
      setFaultHandler(undefined);
      await shop.settles(tryId, 'voided');
      assert.deepEqual(await settledEvents(tryId), ['authorised', 'voided']);
    });
  }

  it('ends a challenge', async () => {
    const { tryId } = await shop.authorise('challenge');
    const { body } = await shop.checkout.voidTry({ params: { tryId } }, asAnyone());
    assert.equal(body.status, 'voided');
  });

  it('is refused once money was taken, and the rest can be released', async () => {
    const { tryId } = await shop.authorise('approve');
    await shop.capture(tryId, 400);
    await assert.rejects(shop.checkout.voidTry({ params: { tryId } }, asAnyone()), {
      code: 'payment-already-captured',
    });
    const { body } = await shop.orders.voidPayment({ params: { tryId } }, asAnyone());
    assert.equal(body.status, 'voided');
    assert.equal((await shop.capture(tryId, 1)).reason, 'not-authorised');
    assert.equal((await shop.refund(tryId, 400)).status, 'refunded');
  });
});

describe('captures and refunds', () => {
  it('are carried out once for an id', async () => {
    const { tryId } = await shop.authorise('approve');
    const id = randomUUID();
    const answers = await Promise.all([
      shop.capture(tryId, 600, id),
      shop.capture(tryId, 600, id),
      shop.capture(tryId, 600, id),
    ]);
    assert.ok(answers.every(({ status }) => status !== 'failed'));
    assert.equal((await shop.capture(tryId, 600, id)).status, 'captured');
    assert.equal((await authorisationsOf(tryId))[0]?.captured, 600);
    await assert.rejects(shop.capture(tryId, 601, id), { code: 'payment-id-reused' });
  });

  it('never take more than is authorised, nor give back more than was taken', async () => {
    const { tryId } = await shop.authorise('approve');
    const captures = await Promise.all(Array.from({ length: 8 }, () => shop.capture(tryId, 300)));
    assert.equal(captures.filter(({ status }) => status === 'captured').length, 3);
    assert.ok(captures.some(({ reason }) => reason === 'exceeds-authorised'));
    const refunds = await Promise.all(Array.from({ length: 8 }, () => shop.refund(tryId, 200)));
    assert.equal(refunds.filter(({ status }) => status === 'refunded').length, 4);
    assert.ok(refunds.some(({ reason }) => reason === 'exceeds-captured'));
    const [theirs] = await authorisationsOf(tryId);
    assert.deepEqual([theirs?.captured, theirs?.refunded], [900, 800]);
  });

  it('go on after a lost answer, and are entered once', async () => {
    const { tryId } = await shop.authorise('approve-lost-later-answers');
    const id = randomUUID();
    assert.equal((await shop.capture(tryId, 500, id)).status, 'pending');
    await waitFor('the capture to be carried out', async () => {
      const found = await sql<{ status: string }>`
        select status from movement where id = ${id}
      `.execute(shop.db);
      return found.rows[0]?.status === 'done';
    });
    assert.equal((await authorisationsOf(tryId))[0]?.captured, 500);
  });

  it('are refused for a payment that is not authorised', async () => {
    const { tryId } = await shop.authorise('decline');
    const refused = await shop.capture(tryId, 1);
    assert.deepEqual([refused.status, refused.reason], ['failed', 'not-authorised']);
    await assert.rejects(shop.capture(randomUUID(), 1), { code: 'not-found' });
  });

  it('leave a ledger that explains every amount', async () => {
    const wrong = await sql`
      select t.try_id
      from payment_try t
      where t.captured_minor - t.refunded_minor <> (
        select coalesce(sum(
          case when to_account = 'shop' then amount_minor
               when from_account = 'shop' then -amount_minor
               else 0 end
        ), 0)
        from ledger_entry e
        where e.try_id = t.try_id
      )
    `.execute(shop.db);
    assert.deepEqual(wrong.rows, []);
    await assert.rejects(sql`delete from ledger_entry`.execute(shop.db));
  });
});

describe('reconciliation and what staff see', () => {
  const run = async () => {
    const { body } = await shop.anyone.startReconciliation({}, asStaff());
    await waitFor('the comparison to end', async () => {
      const answer = await shop.anyone.getReconciliation({ query: {} }, asStaff());
      return answer.body.lastRun?.id === body.id && answer.body.lastRun.status === 'finished';
    });
    return (await shop.anyone.getReconciliation({ query: { limit: 100 } }, asStaff())).body;
  };

  it('finds what was planted in either book, tells it once, and sees it mended', async () => {
    const before = await run();
    assert.deepEqual(before.items, []);
    const { tryId, paymentId } = await shop.authorise('approve');
    await shop.callProvider(`/v1/authorisations/${paymentId}/captures`, {
      key: 'planted-capture',
      body: { amount: 100 },
    });
    await shop.callProvider('/v1/authorisations', {
      key: 'planted-authorisation',
      body: { amount: 1_000, currency: 'EUR', reference: 'r', token: 'approve' },
    });
    const invented = randomUUID();
    await sql`
      insert into payment_try (
        try_id, attempt_id, method, amount_minor, currency, status, payment_id
      )
      values (${invented}, ${invented}, 'test', 5, 'EUR', 'authorised', 'pay_invented')
    `.execute(shop.db);
    const found = await run();
    const kinds = new Map(found.items.map(({ key, kind }) => [key, kind]));
    assert.deepEqual(
      [kinds.get(tryId), kinds.get('planted-authorisation'), kinds.get(invented)],
      ['captured-differs', 'missing-in-our-books', 'missing-at-provider'],
    );
    assert.equal(found.lastRun?.disagreementCount, 3);
    await sql`delete from payment_try where try_id = ${invented}`.execute(shop.db);
    assert.equal((await run()).items.length, 2);
    const events = await sql`
      select 1 from event where type = 'payments.books-disagree.v1'
    `.execute(shop.db);
    assert.equal(events.rows.length, 3);
  });

  it('a run that died is given up, and nothing of it stays behind', async () => {
    const { rows } = await sql<{ id: string }>`
      insert into reconciliation_run (provider, status, started_at)
      values ('test', 'running', clock_timestamp() - interval '3 hours')
      returning id
    `.execute(shop.db);
    const dead = rows[0]?.id;
    await sql`
      insert into reconciliation_seen (run_id, key) values (${dead}, 'left behind')
    `.execute(shop.db);
    assert.notEqual((await run()).lastRun?.id, dead);
    const left = await sql`select from reconciliation_seen`.execute(shop.db);
    assert.equal(left.rows.length, 0);
  });

  it('shows payments with their history, and the methods on offer', async () => {
    const { tryId } = await shop.authorise('approve');
    await shop.capture(tryId, 250);
    const { body } = await shop.anyone.listPayments({ query: { limit: 100 } }, asStaff());
    const payment = body.items.find((item) => item.tryId === tryId);
    assert.equal(payment?.captured.amount, 250);
    assert.equal(payment?.history.map(({ to }) => to).join(), 'intent,authorised');
    const methods = await shop.anyone.listPaymentMethods({}, asAnyone());
    assert.equal(methods.body.items.map(({ method }) => method).join(), 'test');
  });
});
