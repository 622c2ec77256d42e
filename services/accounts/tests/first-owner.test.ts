import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { asAnyone } from '@cartwright/testing';
import { sql } from 'kysely';
import { inviteFirstOwner, inviteStaff } from '../src/service.ts';
import { type OpenAccounts, openAccounts, password } from './open-accounts.ts';

let open: OpenAccounts;
before(async () => {
  open = await openAccounts();
});
after(() => open.stop());
beforeEach(() => sql`delete from staff_member`.execute(open.database()));

let joined = 0;
const join = (token: string | undefined) => {
  joined += 1;
  const email = `owner-${joined}@example.com`;
  const body = { token: token ?? '', email, name: 'Ada', password };
  return open.client().acceptStaffInvitation({ body }, asAnyone());
};

const isRefused = (error: unknown) => isContractError(error, 'invitation-not-valid');

test('of the links that starts have printed only the last one counts, until it is used', async () => {
  const db = open.database();
  const first = await inviteFirstOwner(db);
  const asked = await inviteStaff(db, { kind: 'system' }, ['catalog:write']);
  const second = await inviteFirstOwner(db);
  await assert.rejects(join(first), isRefused);
  assert.equal((await join(second)).status, 201);
  await assert.rejects(join(second), isRefused);
  assert.equal(await inviteFirstOwner(db), undefined, 'a shop with staff invites somebody');
  assert.equal((await join(asked)).status, 201, 'a link that somebody asked for was ended');
});

test('a link that a start has printed ends when somebody joins by another', async () => {
  const db = open.database();
  const printed = await inviteFirstOwner(db);
  await join(await inviteStaff(db, { kind: 'system' }, ['*']));
  await assert.rejects(join(printed), isRefused);
  await sql`delete from staff_member`.execute(db);
  await assert.rejects(join(printed), isRefused, 'it counts again once staff is gone');
});

test('of starts at the same moment one makes the link that counts', async () => {
  const db = open.database();
  const tokens = await Promise.all([inviteFirstOwner(db), inviteFirstOwner(db)]);
  const outcomes = await Promise.allSettled(tokens.map(join));
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});
