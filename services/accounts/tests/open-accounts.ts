import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  asAnyone,
  authenticatorCode,
  keyOfUri,
  startServices,
  type TestServices,
} from '@cartwright/testing';
import { sql } from 'kysely';
import { accountsContract } from '../contract/index.ts';
import { accounts } from '../src/service.ts';

export const password = 'long enough to be one';

interface Enrolled {
  id: string;
  email: string;
  cookie: string;
  /** Of the authenticator app. */
  key: string;
  /** The code of this half minute, which turned the second factor on. */
  used: string;
  backupCodes: string[];
}

/** The service with its sign-in on a server of its own. */
export async function openAccounts(env: Record<string, string> = {}) {
  let services: TestServices | undefined;
  const server = createServer((request, response) =>
    services?.running.mounts['/api/auth/']?.(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address with a port.
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const started = await startServices([accounts], { publicUrl: base, env });
  services = started;
  return {
    base,
    services: started,
    client: () => started.client(accountsContract),
    database: () => started.databaseOf('accounts').db,
    post: postTo(base),
    stop: async () => {
      server.close();
      await started.stop();
    },
  };
}

export type OpenAccounts = Awaited<ReturnType<typeof openAccounts>>;

/** Each request comes from another address, so that the limits of an address do not count. */
const postTo = (base: string) => {
  let visitors = 0;
  return (path: string, body: object, cookie = '', userAgent = 'test'): Promise<Response> => {
    visitors += 1;
    return fetch(`${base}/api/auth${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'cartwright-client-address': `10.1.${Math.floor(visitors / 250)}.${visitors % 250}`,
        'user-agent': userAgent,
        origin: base,
        cookie,
      },
      body: JSON.stringify(body),
    });
  };
};

export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes('Max-Age=0'))
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

export async function codeOfProblem(response: Response): Promise<string> {
  const { code }: { code: string } = await response.json();
  return code;
}

export async function register(
  { post, database }: OpenAccounts,
  email: string,
): Promise<{ cookie: string; id: string }> {
  const response = await post('/sign-up/email', { email, name: 'Ada', password });
  assert.equal(response.status, 200, await response.clone().text());
  const { user }: { user: { id: string } } = await response.json();
  await sql`update "user" set "emailVerified" = true where id = ${user.id}`.execute(database());
  return { cookie: cookieOf(response), id: user.id };
}

export const signIn = ({ post }: OpenAccounts, email: string, userAgent?: string) =>
  post('/sign-in/email', { email, password }, '', userAgent);

export const actorOf = async ({ client }: OpenAccounts, cookie: string) =>
  (await client().identify({ body: { cookie, apiKey: null } }, asAnyone())).body.actor;

/** Registers and turns the second factor on with the code of this half minute. */
export async function enrol(open: OpenAccounts, email: string): Promise<Enrolled> {
  const { cookie, id } = await register(open, email);
  const started = await open.post('/two-factor/enable', { password }, cookie);
  assert.equal(started.status, 200, await started.clone().text());
  const answer: { totpURI: string; backupCodes: string[] } = await started.json();
  const key = keyOfUri(answer.totpURI);
  const used = authenticatorCode(key);
  const confirmed = await open.post('/two-factor/verify-totp', { code: used }, cookie);
  assert.equal(confirmed.status, 200, await confirmed.clone().text());
  const { backupCodes } = answer;
  return { id, email, key, used, backupCodes, cookie: cookieOf(confirmed) };
}

/** The token of the link in the mail that sets a password. */
export async function resetToken({ database }: OpenAccounts, email: string): Promise<string> {
  const { rows } = await sql<{ url: string }>`
    select url
    from account_mail
    where email = ${email}
      and kind = 'reset-password'
  `.execute(database());
  return new URL(rows[0]?.url ?? '').pathname.split('/').at(-1) ?? '';
}
