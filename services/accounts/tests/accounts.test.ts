import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { asAnyone, asStaff, callAs, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { accountsContract } from '../contract/index.ts';
import { type Auth, createAuth } from '../src/auth.ts';
import { createApiKey, inviteStaff } from '../src/service.ts';
import { forgetExpiredSessions } from '../src/use-cases/end-sessions.ts';
import { acceptInvitation } from '../src/use-cases/staff-invitations.ts';
import { cookieOf, type OpenAccounts, openAccounts } from './open-accounts.ts';

let open: OpenAccounts;
let services: OpenAccounts['services'];
let base: string;

before(async () => {
  open = await openAccounts();
  ({ services, base } = open);
});

after(() => open.stop());

const client = () => open.client();

const post = (path: string, body: object, cookie?: string): Promise<Response> =>
  open.post(path, body, cookie);

async function register(email: string): Promise<{ cookie: string; id: string }> {
  const response = await post('/sign-up/email', {
    email,
    name: "O'Brien",
    password: 'long enough',
  });
  assert.equal(response.status, 200, await response.clone().text());
  const { user }: { user: { id: string } } = await response.json();
  return { cookie: cookieOf(response), id: user.id };
}

const identify = async (cookie: string | null, apiKey: string | null = null) => {
  const answer = await services
    .client(accountsContract, 'gateway')
    .identify({ body: { cookie, apiKey } }, asAnyone());
  return answer.body.actor;
};

test('a registered shopper is known by the cookie until the session ends', async () => {
  const { cookie, id } = await register('ada@example.com');
  const known = await identify(cookie);
  assert.equal(known.kind === 'shopper' && known.id, id);
  const me = await client().getMe({}, callAs({ kind: 'shopper', id }));
  assert.equal(me.body.name, "O'Brien");
  assert.equal(me.body.emailVerified, false);
  const signedOut = await post('/sign-out', {}, cookie);
  assert.equal(signedOut.status, 200);
  assert.deepEqual(await identify(cookie), { kind: 'anonymous' });
});

test('a session does not keep the address from which it was begun', async () => {
  const { id } = await register('address@example.com');
  const { rows } = await sql<{ ipAddress: string | null }>`
    select "ipAddress"
    from session
    where "userId" = ${id}
  `.execute(services.databaseOf('accounts').db);
  assert.deepEqual(rows, [{ ipAddress: null }]);
});

test('sessions that have expired are removed, others stay', async () => {
  const { db } = services.databaseOf('accounts');
  const [live, over] = [await register('live@example.com'), await register('over@example.com')];
  await sql`
    insert into session (token, "userId", "expiresAt", "updatedAt")
    select 'over-' || n, ${over.id}, now() - n * interval '1 second', now()
    from generate_series(1, 2500) as n
  `.execute(db);
  await forgetExpiredSessions(db);
  const { rows } = await sql<{ userId: string }>`
    select "userId"
    from session
    where "userId" in (${live.id}, ${over.id})
  `.execute(db);
  assert.deepEqual(rows.map(({ userId }) => userId).sort(), [live.id, over.id].sort());
});

test('a wrong password and a made-up cookie are nobody', async () => {
  await register('grace@example.com');
  const wrong = await post('/sign-in/email', {
    email: 'grace@example.com',
    password: 'not this one',
  });
  assert.equal(wrong.status, 401);
  assert.deepEqual(await identify('cartwright.session_token=made.up'), { kind: 'anonymous' });
});

test('registration asks for one mail, whose link verifies the address', async () => {
  const { id, cookie } = await register('verify@example.com');
  const { db } = services.databaseOf('accounts');
  const mailId = await waitFor('the mail to be requested', async () => {
    const { rows } = await sql<{ id: string }>`
      select id from account_mail where email = 'verify@example.com'`.execute(db);
    return rows[0]?.id;
  });
  const mail = await services
    .client(accountsContract, 'notifications')
    .getMail({ params: { mailId } }, asAnyone());
  assert.equal(mail.body.kind, 'verify-address');
  assert.equal(mail.body.locale, null);
  const link = new URL(mail.body.url ?? '');
  const verified = await fetch(`${base}${link.pathname}${link.search}`, {
    redirect: 'manual',
    headers: { cookie },
  });
  assert.ok([200, 302].includes(verified.status), String(verified.status));
  const shopper = await services
    .client(accountsContract, 'orders')
    .getShopper({ params: { shopperId: id } }, asAnyone());
  assert.equal(shopper.body.emailVerified, true);
});

test('a mail is asked for in the language that the browser names first', async () => {
  const email = 'sprache@example.com';
  const answer = await fetch(`${base}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'de-AT,de;q=0.9,en;q=0.5',
      origin: base,
    },
    body: JSON.stringify({ email, name: 'Ada', password: 'long enough to be one' }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const { rows } = await sql<{ locale: string | null }>`
    select locale
    from account_mail
    where email = ${email}
  `.execute(services.databaseOf('accounts').db);
  assert.deepEqual(rows, [{ locale: 'de-AT' }]);
});

test('only the services that a route names may ask it', async () => {
  await assert.rejects(
    services
      .client(accountsContract, 'catalog')
      .identify({ body: { cookie: null, apiKey: null } }, asAnyone()),
    (error) => isContractError(error, 'not-allowed'),
  );
});

test('a link that verifies one address does not reset a password', async () => {
  const reset = await post('/reset-password', { newPassword: 'a new password', token: 'guessed' });
  assert.equal(reset.status, 400);
});

test('an invitation makes one staff account, also for two at once', async () => {
  const { db } = services.databaseOf('accounts');
  const token = await inviteStaff(db, { kind: 'system' }, ['*']);
  const accept = (email: string) =>
    client().acceptStaffInvitation(
      { body: { token, email, name: 'Staff', password: 'long enough too' } },
      asAnyone(),
    );
  const results = await Promise.allSettled([accept('one@example.com'), accept('two@example.com')]);
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const { rows } = await sql`select 1 from staff_member`.execute(db);
  assert.equal(rows.length, 1);
  const email = results[0].status === 'fulfilled' ? 'one@example.com' : 'two@example.com';
  const mails = await sql<{ kind: string }>`
    select kind
    from account_mail
    where email = ${email}
  `.execute(db);
  assert.deepEqual(mails.rows, [{ kind: 'verify-address' }]);
  const joined = await post('/sign-in/email', { email, password: 'long enough too' });
  const actor = await identify(cookieOf(joined));
  assert.equal(actor.kind, 'staff');
});

test('an invitation is still good after a password that was too short', async () => {
  const { db } = services.databaseOf('accounts');
  const token = await inviteStaff(db, { kind: 'system' }, ['catalog:write']);
  const accept = (email: string) =>
    client().acceptStaffInvitation(
      { body: { token, email, name: 'Staff', password: 'long enough too' } },
      asAnyone(),
    );
  await register('taken@example.com');
  await assert.rejects(accept('taken@example.com'), (error) =>
    isContractError(error, 'account-refused'),
  );
  assert.equal((await accept('fresh@example.com')).status, 201);
});

test('an invitation is still good after a fault, which is not told as a refusal', async () => {
  const { db } = services.databaseOf('accounts');
  const token = await inviteStaff(db, { kind: 'system' }, ['catalog:write']);
  const signUpEmail = () => Promise.reject(new Error('the database went away'));
  // Of sign-in, only this is asked.
  const auth = { api: { signUpEmail } } as unknown as Auth;
  const input = { token, email: 'f@example.com', name: 'F', password: 'long enough too' };
  const openAuth = () => Promise.resolve(auth);
  await assert.rejects(acceptInvitation({ openAuth, db }, input), /went away/);
  const accepted = await client().acceptStaffInvitation({ body: input }, asAnyone());
  assert.equal(accepted.status, 201);
});

test('an invitation is good for the same address after a fault behind the sign-up', async () => {
  const { db } = services.databaseOf('accounts');
  // Nobody can be staff without a scope, which only the last statement finds out.
  const token = await inviteStaff(db, { kind: 'system' }, []);
  const email = 'again@example.com';
  const body = { token, email, name: 'Staff', password: 'long enough too' };
  const accept = () => client().acceptStaffInvitation({ body }, asAnyone());
  await assert.rejects(accept(), (error) => isContractError(error, 'internal-error'));
  await sql`
    update staff_invitation
    set scopes = '{catalog:write}'
    where scopes = '{}'
  `.execute(db);
  const left = await sql`
    select email from "user" where email = ${email}
    union all
    select email from account_mail where email = ${email}
  `.execute(db);
  assert.deepEqual(left.rows, []);
  assert.equal((await accept()).status, 201);
  const joined = await post('/sign-in/email', { email, password: body.password });
  assert.equal((await identify(cookieOf(joined))).kind, 'staff');
});

test('an invitation is good for the same address after a fault within the sign-up', async () => {
  const { db } = services.databaseOf('accounts');
  const token = await inviteStaff(db, { kind: 'system' }, ['catalog:write']);
  const email = 'within@example.com';
  const body = { token, email, name: 'Staff', password: 'long enough too' };
  const auth = authWithoutEvents(db);
  const openAuth = () => Promise.resolve(auth);
  await assert.rejects(acceptInvitation({ openAuth, db }, body), /went away/);
  const left = await sql`select from "user" where email = ${email}`.execute(db);
  assert.deepEqual(left.rows, []);
  const accepted = await client().acceptStaffInvitation({ body }, asAnyone());
  assert.equal(accepted.status, 201);
});

/** Sign-in that can make a person, and then cannot tell of it. */
const authWithoutEvents = (db: Database): Auth =>
  createAuth({
    db: db.withPlugin({
      transformQuery: ({ node }) => {
        const text = node.kind === 'RawNode' ? node.sqlFragments.join('') : '';
        if (text.includes('insert into event ')) throw new Error('the database went away');
        return node;
      },
      transformResult: async ({ result }) => result,
    }),
    log: { error: () => undefined, warn: () => undefined },
    publicUrl: base,
    secret: 'a secret that is long enough for this',
    signInTriesMax: 100,
    accountTriesMax: 100,
  });

test('an API key has its scopes until it is revoked, and is never stored', async () => {
  const { db } = services.databaseOf('accounts');
  const { key, id } = await createApiKey(
    db,
    { kind: 'system' },
    { name: 'x', scopes: ['orders:read'] },
  );
  assert.deepEqual(await identify(null, key), { kind: 'api-key', id, scopes: ['orders:read'] });
  const stored = await sql<{ row: string }>`select api_key::text as row from api_key`.execute(db);
  assert.ok(stored.rows.every(({ row }) => !row.includes(key)));
  await sql`update api_key set revoked_at = now() where id = ${id}`.execute(db);
  await assert.rejects(identify(null, key), (error) => isContractError(error, 'sign-in-required'));
});

test('staff actions come into the audit log once', async () => {
  const { db } = services.databaseOf('accounts');
  const { id } = await createApiKey(db, { kind: 'system' }, { name: 'y', scopes: ['orders:read'] });
  await services.settled();
  const log = await client().listAuditLog({ query: { subject: id } }, asStaff());
  assert.deepEqual(
    log.body.items.map(({ action, service }) => ({ action, service })),
    [{ action: 'api-key-created', service: 'accounts' }],
  );
});

test('an address is saved once for one key, and leaves nothing in its record', async () => {
  const { id } = await register('once@example.com');
  const address = {
    firstName: 'Grace',
    lastName: 'Unmistakable',
    line1: '1 Test Street',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  const add = (idempotencyKey: string, city = address.city) =>
    client().addAddress(
      { body: { ...address, city } },
      callAs({ kind: 'shopper', id }, { idempotencyKey }),
    );
  const [one, two] = [await add('k-1'), await add('k-1')];
  assert.deepEqual(two.body, one.body);
  await assert.rejects(add('k-1', 'Bonn'), (error) =>
    isContractError(error, 'idempotency-key-reused'),
  );
  assert.notEqual((await add('k-2')).body.id, one.body.id);
  const records = await sql<{ row: string }>`
    select idempotency_record::text as row from idempotency_record
  `.execute(services.databaseOf('accounts').db);
  assert.ok(records.rows.length > 0 && records.rows.every(({ row }) => !/Unmistak/.test(row)));
});

test("a shopper's addresses are not another's", async () => {
  const [one, two] = [await register('a1@example.com'), await register('a2@example.com')];
  const address = {
    firstName: '<b>Ada</b>',
    lastName: "O'Brien; drop table x",
    line1: '1 Test Street',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  const asOne = callAs({ kind: 'shopper', id: one.id });
  const added = await client().addAddress({ body: address }, asOne);
  assert.equal(added.body.lastName, "O'Brien; drop table x");
  const params = { addressId: added.body.id };
  const asTwo = callAs({ kind: 'shopper', id: two.id });
  await assert.rejects(client().deleteAddress({ params }, asTwo), (error) =>
    isContractError(error, 'not-found'),
  );
  assert.equal((await client().listAddresses({ query: {} }, asTwo)).body.items.length, 0);
  await client().deleteAddress({ params }, asOne);
  assert.equal((await client().listAddresses({ query: {} }, asOne)).body.items.length, 0);
});
