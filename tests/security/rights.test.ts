import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCommand, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import { staffOf } from '../journeys/fixtures.ts';
import { password, type SignedIn, signIn } from '../journeys/sign-in.ts';

let shop: TestShop;
before(async () => {
  shop = await startTestShop();
});
after(() => shop?.stop());

const run = (...args: string[]) => runCommand(args, shop.serviceEnv('accounts'));

async function done(...args: string[]): Promise<string> {
  const { exitCode, output } = await run(...args);
  assert.equal(exitCode, 0, output);
  return output;
}

const idIn = (line: string | undefined): string => line?.split(' ')[0] ?? '';

async function actionsOn(subject: string, count: number): Promise<string[]> {
  return waitFor(`${count} entries about ${subject}`, async () => {
    const query = { subject };
    const { data } = await staffOf(shop).GET('/api/v1/admin/audit-log', { params: { query } });
    const actions = data?.items.map(({ actorKind, action }) => `${actorKind} ${action}`) ?? [];
    return actions.length >= count ? actions : undefined;
  });
}

test('a key that leaked is found by its name and ended, once', async () => {
  const made = await done('api-key', 'create', '--name', 'till', '--scopes', 'orders:read');
  const authorization = `Bearer ${/\bcwk_\S+/.exec(made)?.[0]}`;
  const use = () => fetch(`${shop.url}/api/v1/admin/orders`, { headers: { authorization } });
  assert.equal((await use()).status, 200);
  const lineOf = async () =>
    (await done('api-key', 'list')).split('\n').find((line) => line.includes(' till: '));
  const line = await lineOf();
  assert.match(line ?? '', / till: orders:read, made \S+$/);
  assert.doesNotMatch(line ?? '', /cwk_/);
  const id = idIn(line);
  await done('api-key', 'revoke', id);
  const refused = await use();
  assert.equal(refused.status, 401);
  assert.equal((await refused.json()).code, 'sign-in-required');
  assert.match((await lineOf()) ?? '', /, revoked \S+$/);
  assert.equal((await run('api-key', 'revoke', id)).exitCode, 1);
  const told = ['system api-key-revoked', 'system api-key-created'];
  assert.deepEqual(await actionsOn(id, 2), told);
});

async function link(...scopes: string[]): Promise<string> {
  const told = await done('staff-link', ...scopes);
  return /\/staff\/join#(\S+)/.exec(told)?.[1] ?? assert.fail(told);
}

const accept = (token: string, email: string) =>
  staffOf(shop).POST('/api/v1/staff/invitations/accept', {
    body: { token, email, name: 'Ada', password },
  });

async function join(email: string, ...scopes: string[]): Promise<SignedIn> {
  const { data, error } = await accept(await link(...scopes), email);
  assert.ok(data, JSON.stringify(error));
  return signIn(shop, email);
}

const readOrders = async ({ client }: SignedIn) =>
  (await client.GET('/api/v1/admin/orders')).response.status;

test('staff have the scopes of their link, until somebody takes them away', async () => {
  const packer = await join('packer@example.com', '--scopes', 'inventory:read,orders:read');
  const owner = await join('owner@example.com');
  assert.equal(await readOrders(packer), 200);
  const events = await packer.client.GET('/api/v1/admin/events');
  assert.equal(events.response.status, 403);
  const listed = (await done('staff', 'list')).split('\n');
  const line = listed.find((one) => one.includes(' packer@example.com '));
  assert.match(line ?? '', /\(Ada\): inventory:read,orders:read, since \S+$/);
  assert.ok(listed.some((one) => /owner@example\.com \(Ada\): \*, since/.test(one)));
  const id = idIn(line);

  const kept = await run('erase-shopper', id);
  assert.equal(kept.exitCode, 1);
  assert.match(kept.output, /staff remove/);
  assert.equal(await readOrders(packer), 200);

  await done('staff', 'remove', id);
  assert.equal(await readOrders(packer), 401, 'the session lives on');
  assert.equal(await readOrders(await signIn(shop, 'packer@example.com')), 403);
  assert.equal(await readOrders(owner), 200);
  assert.equal((await run('staff', 'remove', id)).exitCode, 1);
  assert.deepEqual(await actionsOn(id, 2), ['system staff-removed', 'staff staff-joined']);
  assert.match(await done('erase-shopper', id), /: erased/);
  assert.equal((await actionsOn(id, 3))[0], 'system shopper-erased');
});

test('a link that went astray makes nobody staff once it is ended', async () => {
  const token = await link('--scopes', 'catalog:read');
  const lineOf = async () =>
    (await done('staff', 'list')).split('\n').find((one) => one.includes('unused link: catalog:'));
  const line = await lineOf();
  assert.match(line ?? '', /unused link: catalog:read, until \S+$/);
  const id = idIn(line);
  assert.match(await done('staff', 'remove', id), /makes nobody staff/);
  assert.equal((await accept(token, 'finder@example.com')).error?.code, 'invitation-not-valid');
  assert.equal(await lineOf(), undefined);
  assert.equal((await run('staff', 'remove', id)).exitCode, 1);
  assert.deepEqual(await actionsOn(id, 2), [
    'system staff-invitation-ended',
    'system staff-invited',
  ]);
});

test('unknown scopes and ids that are none are refused', async () => {
  for (const args of [
    ['staff-link', '--scopes', 'orders:read,all'],
    ['staff-link', '--scopes', ''],
    ['api-key', 'create', '--name', 'x', '--scopes', '*'],
    ['api-key', 'revoke', 'till'],
    ['staff', 'remove'],
  ])
    assert.equal((await run(...args)).exitCode, 2, args.join(' '));
});
