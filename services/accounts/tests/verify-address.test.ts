import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import {
  codeOfProblem,
  cookieOf,
  type OpenAccounts,
  openAccounts,
  password,
} from './open-accounts.ts';

let open: OpenAccounts;
before(async () => {
  open = await openAccounts();
});
after(() => open.stop());

const page = '/de/account/verified';

/** Registers without opening the link; answers the cookie of the registration and the link. */
async function signUp(email: string, callbackURL: string | undefined = page) {
  const answer = await open.post('/sign-up/email', { email, name: 'Ada', password, callbackURL });
  assert.equal(answer.status, 200, await answer.clone().text());
  const { rows } = await sql<{ url: string }>`
    select url
    from account_mail
    where email = ${email}
  `.execute(open.database());
  return { cookie: cookieOf(answer), link: new URL(rows[0]?.url ?? '') };
}

const follow = (link: URL, cookie = '') => fetch(link, { redirect: 'manual', headers: { cookie } });

async function isVerified(email: string): Promise<boolean | undefined> {
  const { rows } = await sql<{ emailVerified: boolean }>`
    select "emailVerified"
    from "user"
    where email = ${email}
  `.execute(open.database());
  return rows[0]?.emailVerified;
}

test('the link of the mail verifies in a browser that is signed in to the account', async () => {
  const email = 'owner@example.com';
  const { cookie, link } = await signUp(email);
  const answer = await follow(link, cookie);
  assert.equal(answer.headers.get('location'), page);
  assert.equal(await isVerified(email), true);
});

test('whoever owns an address does not verify it for a stranger who registered it', async () => {
  const email = 'victim@example.com';
  const { link } = await signUp(email);
  const other = await signUp('somebody-else@example.com');
  for (const cookie of ['', other.cookie]) {
    const answer = await follow(link, cookie);
    assert.equal(answer.status, 302);
    const to = new URL(answer.headers.get('location') ?? '', link);
    assert.equal(to.pathname, page);
    assert.equal(to.searchParams.get('error'), 'SIGN_IN_REQUIRED');
    assert.equal(to.searchParams.get('token'), link.searchParams.get('token'));
    assert.deepEqual(answer.headers.getSetCookie(), []);
    assert.equal(await isVerified(email), false);
  }
});

test('the link of a mail leads to no other site, nor without a page to nowhere', async () => {
  const { link } = await signUp('elsewhere@example.com');
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example/', undefined]) {
    if (to === undefined) link.searchParams.delete('callbackURL');
    else link.searchParams.set('callbackURL', to);
    const answer = await follow(link);
    assert.equal(answer.status, 401, String(to));
    assert.equal(await codeOfProblem(answer), 'SIGN_IN_REQUIRED');
    assert.equal(answer.headers.get('location'), null);
  }
  link.searchParams.set('callbackURL', page);
  link.searchParams.set('token', 'made.up.token');
  const made = await follow(link);
  assert.equal(made.headers.get('location'), `${page}?error=INVALID_TOKEN`);
});
