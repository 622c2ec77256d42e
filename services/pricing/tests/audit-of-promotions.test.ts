import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asStaff, startServices, type TestServices } from '@cartwright/testing';
import { sql } from 'kysely';
import { pricingContract } from '../contract/index.ts';
import { pricing } from '../src/service.ts';

let shop: TestServices;

before(async () => {
  shop = await startServices([pricing]);
});
after(() => shop.stop());

test('the log tells which terms of a promotion were set, never its code', async () => {
  const staff = shop.client(pricingContract);
  const input = { code: 'Hush-1', title: 'Quiet', effect: { kind: 'free-shipping' as const } };
  const { body } = await staff.createPromotion({ body: input }, asStaff());
  const params = { id: body.id };
  await staff.changePromotion({ params, body: { code: 'Hush-2', usesMax: 5 } }, asStaff());
  await staff.deletePromotion({ params }, asStaff());
  const { rows } = await sql<{ data: { action: string; changes: unknown } }>`
    select data
    from event
    where subject = ${body.id}
    order by position
  `.execute(shop.databaseOf('pricing').db);
  assert.deepEqual(
    rows.map(({ data }) => [data.action, data.changes]),
    [
      ['promotion-created', { members: ['code', 'effect', 'title'] }],
      ['promotion-changed', { members: ['code', 'usesMax'] }],
      ['promotion-deleted', {}],
    ],
  );
  assert.doesNotMatch(JSON.stringify(rows), /hush/i);
});
