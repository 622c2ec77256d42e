import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { isContractError } from '@cartwright/contract';
import { asAnyone, asStaff, callAs, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import { createAuth } from '../src/auth.ts';
import { inviteStaff } from '../src/service.ts';
import { identify } from '../src/use-cases/identify.ts';
import { actorOf, cookieOf, type OpenAccounts, openAccounts } from './open-accounts.ts';

const triesMax = 3;
const password = 'long enough';

let open: OpenAccounts;
let services: OpenAccounts['services'];
let base: string;

before(async () => {
  open = await openAccounts({ ACCOUNTS_ACCOUNT_TRIES_MAX: String(triesMax) });
  ({ services, base } = open);
});

after(() => open.stop());

const client = () => open.client();

const post = (path: string, body: object): Promise<Response> => open.post(path, body);

async function register(email: string): Promise<{ cookie: string; id: string }> {
  const response = await post('/sign-up/email', { email, name: 'Ada', password });
  assert.equal(response.status, 200, await response.clone().text());
  const { user }: { user: { id: string } } = await response.json();
  return { cookie: cookieOf(response), id: user.id };
}

const signIn = (email: string, given: string) => post('/sign-in/email', { email, password: given });

test('guesses at one account from many addresses come to an end, the right one too', async () => {
  await register('guessed@example.com');
  for (let guess = 1; guess <= triesMax; guess += 1)
    assert.equal((await signIn('guessed@example.com', `wrong ${guess}`)).status, 401);
  const refused = await signIn(' Guessed@Example.com', password);
  assert.equal(refused.status, 429);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait > 800 && wait <= 900, `${wait} s`);
  const problem: { code: string } = await refused.json();
  assert.equal(problem.code, 'too-many-requests');
  await register('other@example.com');
  assert.equal((await signIn('other@example.com', password)).status, 200);
});

test('guesses at the same moment cannot pass the limit together', async () => {
  await register('rushed@example.com');
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => signIn('rushed@example.com', `wrong ${index}`)),
  );
  assert.equal(answers.filter(({ status }) => status === 401).length, triesMax);
  assert.equal(answers.filter(({ status }) => status === 429).length, 12 - triesMax);
});

test('an address without an account is refused alike, and nothing of it is stored', async () => {
  for (let guess = 1; guess <= triesMax; guess += 1)
    assert.equal((await signIn('nobody@example.com', 'a wrong one')).status, 401);
  assert.equal((await signIn('nobody@example.com', 'a wrong one')).status, 429);
  const { rows } = await sql<{ row: string }>`
    select sign_in_try::text as row
    from sign_in_try
  `.execute(services.databaseOf('accounts').db);
  assert.ok(rows.length > 0);
  for (const { row } of rows) assert.doesNotMatch(row, /example/);
});

test('who signs in has all tries again, and so has everybody a quarter of an hour later', async () => {
  await register('clumsy@example.com');
  for (let round = 1; round <= 2; round += 1) {
    assert.equal((await signIn('clumsy@example.com', 'wrong')).status, 401);
    assert.equal((await signIn('clumsy@example.com', 'wrong')).status, 401);
    assert.equal((await signIn('clumsy@example.com', password)).status, 200);
  }
  for (let guess = 1; guess <= triesMax + 1; guess += 1)
    await signIn('clumsy@example.com', 'wrong');
  assert.equal((await signIn('clumsy@example.com', password)).status, 429);
  await sql`
    update sign_in_try
    set forgotten_at = now()
    where account_hash = ${createHash('sha256').update('clumsy@example.com').digest()}
  `.execute(services.databaseOf('accounts').db);
  assert.equal((await signIn('clumsy@example.com', password)).status, 200);
});

test('only pages of the public address may sign in, whatever host a request names', async () => {
  await register('origins@example.com');
  const port = new URL(base).port;
  const from = (origin: string, host?: string) =>
    fetch(`${base}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin,
        // A cookie makes it a request of a browser, whose page is asked for.
        cookie: 'a=b',
        ...(host === undefined ? {} : { 'x-forwarded-host': host }),
      },
      body: JSON.stringify({ email: 'origins@example.com', password }),
    });
  assert.equal((await from(base)).status, 200);
  assert.equal((await from(`http://localhost:${port}`)).status, 200);
  assert.equal((await from(`http://localhost:${Number(port) + 1}`)).status, 403);
  assert.equal((await from('http://rebound.example:80', 'rebound.example:80')).status, 403);
  // undici names the host by the address, so a forged one goes over a plain socket.
  const status = await rawSignIn({ host: 'rebound.example', origin: 'http://rebound.example' });
  assert.equal(status, 403);
});

/** Asks with a host of one's own choice, as a browser does that was led here by a foreign name. */
async function rawSignIn(o: { host: string; origin: string }): Promise<number> {
  const body = JSON.stringify({ email: 'origins@example.com', password });
  return new Promise((resolve, reject) => {
    const sent = request(
      `${base}/api/auth/sign-in/email`,
      {
        method: 'POST',
        headers: {
          host: o.host,
          origin: o.origin,
          cookie: 'a=b',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

test('who holds a session is asked by one query', async () => {
  let queries = 0;
  const db = services.databaseOf('accounts').db.withPlugin({
    transformQuery: ({ node }) => {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const log = { error: assert.fail, warn: assert.fail };
  const secret = 'of this one test, and long enough';
  const auth = createAuth({
    db,
    log,
    publicUrl: base,
    secret,
    signInTriesMax: 10,
    accountTriesMax: 10,
  });
  const signedUp = await auth.handler(
    new Request(`${base}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base },
      body: JSON.stringify({ email: 'queries@example.com', name: 'Ada', password }),
    }),
  );
  assert.equal(signedUp.status, 200);
  queries = 0;
  const openAuth = () => Promise.resolve(auth);
  const actor = await identify({ openAuth, db }, { cookie: cookieOf(signedUp), apiKey: null });
  assert.equal(actor.kind, 'shopper');
  assert.equal(queries, 1);
});

test('a session is prolonged once a day, and gone when it ended', async () => {
  const { db } = services.databaseOf('accounts');
  const { cookie, id } = await register('session@example.com');
  const setEnd = (interval: string) =>
    sql`
      update session
      set "expiresAt" = now() + ${interval}::interval
      where "userId" = ${id}
    `.execute(db);
  await setEnd('28 days');
  const actor = await actorOf(open, cookie);
  assert.equal(actor.kind === 'shopper' && actor.id, id);
  await waitFor('the session to be prolonged', async () => {
    const { rows } = await sql<{ days: number }>`
      select extract(day from "expiresAt" - now())::integer as days
      from session
      where "userId" = ${id}
    `.execute(db);
    return rows[0]?.days === 29;
  });
  await setEnd('-1 second');
  assert.deepEqual(await actorOf(open, cookie), { kind: 'anonymous' });
});

test('a session whose signature is not ours is nobody', async () => {
  const { cookie } = await register('forged@example.com');
  const [name = '', value = ''] = cookie.split('=');
  const [token = '', signature = ''] = decodeURIComponent(value).split('.');
  const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  for (const forged of [`${token}.${changed}`, `${token}.`, token, `.${signature}`, '%E0%A4%A'])
    assert.deepEqual(await actorOf(open, `${name}=${encodeURIComponent(forged)}`), {
      kind: 'anonymous',
    });
  assert.deepEqual(await actorOf(open, `${name}=%E0%A4%A`), { kind: 'anonymous' });
  assert.equal((await actorOf(open, `other=1; ${cookie}; last=2`)).kind, 'shopper');
});

test('an invitation of staff is in the audit log, and so is who followed it', async () => {
  const { db } = services.databaseOf('accounts');
  const token = await inviteStaff(db, { kind: 'system' }, ['catalog:write']);
  const { body } = await client().acceptStaffInvitation(
    { body: { token, email: 'joins@example.com', name: 'Staff', password } },
    asAnyone(),
  );
  await services.settled();
  const log = await client().listAuditLog({ query: {} }, asStaff());
  const [joined, invited] = log.body.items;
  assert.deepEqual([invited?.action, invited?.actorKind], ['staff-invited', 'system']);
  assert.deepEqual(invited?.changes, { scopes: ['catalog:write'] });
  assert.deepEqual([joined?.action, joined?.subject], ['staff-joined', body.staffId]);
  assert.equal(joined?.changes.invitationId, invited?.subject);
  for (const entry of log.body.items) assert.equal(JSON.stringify(entry).includes(token), false);
});

test('saved addresses come in pages, with one default among them all', async () => {
  const { id } = await register('pages@example.com');
  const asShopper = callAs({ kind: 'shopper', id });
  const address = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    line1: '1 Test Street',
    postalCode: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1)
    ids.push((await client().addAddress({ body: address }, asShopper)).body.id);
  const seen: { id: string; isDefault: boolean }[] = [];
  let cursor: string | null | undefined;
  let pages = 0;
  do {
    const query = { limit: 2, ...(cursor ? { cursor } : {}) };
    const { body } = await client().listAddresses({ query }, asShopper);
    assert.ok(body.items.length <= 2);
    seen.push(...body.items);
    cursor = body.nextCursor;
    pages += 1;
  } while (cursor);
  assert.equal(pages, 3);
  assert.deepEqual(
    seen.map((one) => one.id),
    ids,
  );
  assert.deepEqual(
    seen.map(({ isDefault }) => isDefault),
    [true, false, false, false, false],
  );
  await assert.rejects(client().listAddresses({ query: { cursor: 'x' } }, asShopper), (error) =>
    isContractError(error, 'invalid-input'),
  );
});
