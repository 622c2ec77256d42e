import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { asAnyone } from '@cartwright/testing';
import { sql } from 'kysely';
import { createAuth } from '../src/auth.ts';
import {
  endInvitation,
  inviteFirstOwner,
  inviteStaff,
  listOpenInvitations,
} from '../src/service.ts';
import { acceptInvitation } from '../src/use-cases/staff-invitations.ts';
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

test('whoever is joining by a link while it is ended is refused', async () => {
  const db = open.database();
  const system = { kind: 'system' } as const;
  const token = await inviteStaff(db, system, ['orders:read']);
  const isOurs = ({ scopes }: { scopes: string[] }) => scopes.includes('orders:read');
  const { id } = (await listOpenInvitations(db)).find(isOurs) ?? assert.fail('not listed');
  const auth = createAuth({
    db,
    log: { error: assert.fail, warn: assert.fail },
    publicUrl: 'http://127.0.0.1',
    secret: 'a secret of the tests that signs nothing',
    signInTriesMax: 10,
    accountTriesMax: 10,
  });
  // Asked for once the link is taken.
  const openAuth = async () => {
    await endInvitation(db, system, id);
    return auth;
  };
  const person = { token, email: 'late@example.com', name: 'Ada', password };
  await assert.rejects(acceptInvitation({ openAuth, db }, person), isRefused);
  const { rows } = await sql`
    select from "user" where email = ${person.email}
    union all
    select from staff_member
  `.execute(db);
  assert.equal(rows.length, 0);
  assert.ok(!(await listOpenInvitations(db)).some(isOurs));
});
