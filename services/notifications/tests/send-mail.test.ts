import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { after, beforeEach, test } from 'node:test';
import { accountsContract } from '@cartwright/accounts/contract';
import { ContractError, defineContract, isContractError } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { type OrderForMail, ordersContract } from '@cartwright/orders/contract';
import { defineService } from '@cartwright/runtime';
import { asStaff, startServices, waitFor } from '@cartwright/testing';
import { notificationsContract } from '../contract/index.ts';
import { notifications } from '../src/service.ts';
import { startMailServer } from './mail-server.ts';
import { hostileOrder } from './sample-order.ts';

/** What the pretended orders and accounts know, and whether they answer. */
const world: {
  orders: Map<string, OrderForMail>;
  isDown: boolean;
  asked: number;
  /** Of mails about accounts. */
  locale: string | null;
} = { orders: new Map(), isDown: false, asked: 0, locale: null };
beforeEach(() => {
  world.isDown = false;
  world.asked = 0;
  world.locale = null;
});

const migrations = new URL('../migrations/', import.meta.url);

const orders = defineService({
  contract: defineContract({
    ...ordersContract,
    routes: { getForMail: ordersContract.routes.getForMail },
  }),
  config: {},
  calls: {},
  hears: {},
  connectionsMax: 2,
  migrations,
  build: () => ({
    handlers: {
      getForMail: async ({ params: { orderId } }) => {
        world.asked += 1;
        if (world.isDown) throw new ContractError('unavailable');
        const order = world.orders.get(orderId);
        if (order === undefined) throw new ContractError('not-found');
        return { status: 200 as const, body: order };
      },
    },
  }),
});

const accounts = defineService({
  contract: defineContract({
    ...accountsContract,
    routes: { getMail: accountsContract.routes.getMail },
    mounts: [],
  }),
  config: {},
  calls: {},
  hears: {},
  connectionsMax: 2,
  migrations,
  build: () => ({
    handlers: {
      getMail: async ({ params }) => ({
        status: 200 as const,
        body: {
          kind: 'reset-password' as const,
          email: 'ada@example.com',
          url: `http://127.0.0.1:8080/reset?for=${params.mailId}`,
          name: "Ada O'Brien",
          locale: world.locale,
        },
      }),
    },
  }),
});

const services = [orders, accounts, notifications];
const kept = await startServices(services);
after(() => kept.stop());
const api = kept.client(notificationsContract);

type Shop = typeof kept;
type PlacedIn = { shop?: Shop; order?: OrderForMail };

/** Orders tell that an order was placed. Returns its id. */
async function tellPlaced({ shop = kept, order }: PlacedIn = {}): Promise<string> {
  const orderId = randomUUID();
  if (order !== undefined) world.orders.set(orderId, { ...order, id: orderId });
  const total = { amount: 12900, currency: 'EUR' };
  const ids = { orderId, attemptId: randomUUID(), paymentTryId: randomUUID(), shopperId: null };
  await transaction(shop.databaseOf('orders').db, (tx) =>
    emit(tx, ordersContract.events.orderPlaced, {
      subject: orderId,
      data: { ...ids, currency: 'EUR', total, lines: [] },
    }),
  );
  return orderId;
}

/** The only mail about something, once it looks as wanted. */
const mailAbout = (aboutId: string, look: (mail: Mail) => boolean, shop: Shop = kept) =>
  waitFor(
    `a mail about ${aboutId}`,
    async () => {
      const { body } = await shop
        .client(notificationsContract)
        .listMails({ query: { aboutId } }, asStaff());
      return body.items.find(look);
    },
    { timeoutMs: 30_000 },
  );
type Mail = Awaited<ReturnType<typeof api.listMails>>['body']['items'][number];

test('an order that is placed leads to one mail, which is kept without a mail server', async () => {
  const orderId = await tellPlaced({ order: hostileOrder() });
  const mail = await mailAbout(orderId, ({ status }) => status === 'kept');
  assert.equal(mail.recipient, "o'brien@example.com");
  assert.equal(mail.subject, 'Your order K7QF-0M1X');
  assert.equal(mail.messageId, `<${mail.id}@127.0.0.1>`);
  assert.equal(mail.tries, 1);
  assert.deepEqual(await contentOf(mail.id), { html: null, plain: null });
});

/** What the row of a mail holds of its content. */
async function contentOf(mailId: string, shop: Shop = kept) {
  const { rows } = await shop
    .databaseOf('notifications')
    .pool.query<{ html: string | null; plain: string | null }>(
      'select html, plain from mail where id = $1',
      [mailId],
    );
  return rows[0];
}

async function resetMail(): Promise<Mail> {
  const mailId = randomUUID();
  await transaction(kept.databaseOf('accounts').db, (tx) =>
    emit(tx, accountsContract.events.mailRequested, {
      subject: mailId,
      data: { mailId, kind: 'reset-password' },
    }),
  );
  return mailAbout(mailId, ({ status }) => status === 'kept');
}

test('a mail about an account is made from what accounts say', async () => {
  const mail = await resetMail();
  assert.equal(mail.recipient, 'ada@example.com');
  assert.equal(mail.subject, 'Set a new password for Cartwright');
  assert.match((await contentOf(mail.id))?.plain ?? '', /\/reset\?for=/);
});

test('a mail about an account speaks the language in which it was asked for', async () => {
  world.locale = 'de';
  assert.match((await resetMail()).subject ?? '', /Passwort/);
  world.locale = 'fr';
  assert.match((await resetMail()).subject ?? '', /password/);
});

test('a mail waits while orders is down and goes out afterwards', async () => {
  world.isDown = true;
  const orderId = await tellPlaced({ order: hostileOrder() });
  const waiting = await mailAbout(orderId, ({ tries }) => tries > 0);
  assert.equal(waiting.status, 'queued');
  world.isDown = false;
  const mail = await mailAbout(orderId, ({ status }) => status === 'kept');
  assert.equal(mail.id, waiting.id);
  assert.equal(mail.messageId, waiting.messageId);
  assert.equal(mail.lastError, null);
});

test('a mail about what is gone fails and is not tried again', async () => {
  const orderId = await tellPlaced();
  const mail = await mailAbout(orderId, ({ status }) => status === 'failed');
  assert.equal(mail.tries, 1);
});

test('staff send a mail again under a new Message-ID, once for one key', async () => {
  const orderId = await tellPlaced({ order: hostileOrder() });
  const mail = await mailAbout(orderId, ({ status }) => status === 'kept');
  const resend = () =>
    api.resendMail({ params: { id: mail.id } }, asStaff({ idempotencyKey: `again-${mail.id}` }));
  const copies = [await resend(), await resend()].map(({ body }) => body.id);
  assert.equal(copies[0], copies[1]);
  const copy = await mailAbout(orderId, ({ id, status }) => id === copies[0] && status === 'kept');
  assert.equal(copy.resendOf, mail.id);
  assert.notEqual(copy.messageId, mail.messageId);
  await assert.rejects(
    () => api.resendMail({ params: { id: randomUUID() } }, asStaff()),
    (error) => isContractError(error, 'not-found'),
  );
});

test('a mail goes through the mail server under one Message-ID and leaves no content', async () => {
  const server = await startMailServer();
  const shop = await startServices(services, {
    env: { SMTP_URL: server.url, MAIL_FROM: 'Harbour <shop@example.com>' },
  });
  try {
    // A busy moment first: the second try must carry the same Message-ID.
    server.answersToRecipients.push('451 4.3.0 later');
    const orderId = await tellPlaced({ shop, order: hostileOrder() });
    const mail = await mailAbout(orderId, ({ status }) => status === 'sent', shop);
    assert.equal(mail.tries, 2);
    assert.equal(server.received.length, 1);
    assert.ok(server.received[0]?.source.includes(`Message-ID: ${mail.messageId}`));
    const stored = await shop
      .databaseOf('notifications')
      .pool.query('select html, plain from mail');
    assert.deepEqual(stored.rows, [{ html: null, plain: null }]);
    assert.equal((await visit(shop, '/mailbox')).status, 404);
  } finally {
    await shop.stop();
    await server.close();
  }
});

test('why a mail was refused is told without the address that the mail server quotes', async () => {
  const server = await startMailServer();
  const shop = await startServices(services, { env: { SMTP_URL: server.url } });
  try {
    server.answersToRecipients.push("550 5.1.1 <o'brien@example.com>: o'brien@example.com unknown");
    const orderId = await tellPlaced({ shop, order: hostileOrder() });
    const mail = await mailAbout(orderId, ({ status }) => status === 'failed', shop);
    assert.match(mail.lastError ?? '', /550 5\.1\.1 <ADDRESS>: ADDRESS unknown/);
    assert.doesNotMatch(mail.lastError ?? '', /brien|example/);
  } finally {
    await shop.stop();
    await server.close();
  }
});

test('a withdrawal is told to its customer, and to the shop where it has an address', async () => {
  const withdrawalId = hostileOrder().withdrawals[0]?.id ?? '';
  const tell = async (shop: Shop): Promise<string> => {
    const orderId = randomUUID();
    world.orders.set(orderId, hostileOrder({ id: orderId }));
    await transaction(shop.databaseOf('orders').db, (tx) =>
      emit(tx, ordersContract.events.withdrawalDeclared, {
        subject: orderId,
        data: { orderId, withdrawalId },
      }),
    );
    return orderId;
  };
  const told = async (shop: Shop, orderId: string) => {
    const { body } = await shop
      .client(notificationsContract)
      .listMails({ query: { aboutId: orderId } }, asStaff());
    return body.items
      .filter(({ status }) => status === 'kept')
      .map(({ id, kind, recipient }) => ({ id, kind, recipient }))
      .toSorted((one, other) => one.kind.localeCompare(other.kind));
  };
  const shop = await startServices(services, { env: { SHOP_EMAIL: 'staff@example.com' } });
  try {
    const orderId = await tell(shop);
    await waitFor('both mails', async () => (await told(shop, orderId)).length === 2);
    const mails = await told(shop, orderId);
    assert.deepEqual(
      mails.map(({ kind, recipient }) => ({ kind, recipient })),
      [
        { kind: 'withdrawal-declared', recipient: "o'brien@example.com" },
        { kind: 'withdrawal-to-handle', recipient: 'staff@example.com' },
      ],
    );
    // The second could not be made again by a shop whose address was taken away.
    const contents = await Promise.all(mails.map(({ id }) => contentOf(id, shop)));
    assert.deepEqual(
      contents.map((content) => typeof content?.plain),
      ['object', 'string'],
    );
  } finally {
    await shop.stop();
  }
  const orderId = await tell(kept);
  await waitFor('the receipt', async () => (await told(kept, orderId)).length > 0);
  await kept.settled();
  assert.deepEqual(
    (await told(kept, orderId)).map(({ kind }) => kind),
    ['withdrawal-declared'],
  );
});

test('the mailbox shows kept mails where no script can run', async () => {
  const order = hostileOrder({ number: 'AAAA-0000' });
  const orderId = await tellPlaced({ order });
  const mail = await mailAbout(orderId, ({ status }) => status === 'kept');
  const list = await visit(kept, "/mailbox?to=O'Brien@example.com");
  assert.match(list.body, /Your order AAAA-0000/);
  assert.match(list.body, /o&#39;brien@example\.com/);
  const page = await visit(kept, `/mailbox/${mail.id}`);
  assert.match(page.body, /<iframe[^>]*sandbox="allow-popups /);
  assert.match(page.body, /&lt;script&gt;alert/);
  const content = await visit(kept, `/mailbox/${mail.id}/html`);
  assert.match(content.policy, /default-src 'none'.*sandbox/);
  const text = await visit(kept, `/mailbox/${mail.id}/text`);
  assert.match(text.body, /token=abc&x=1/);
  for (const path of ['/mailbox/x', `/mailbox/${randomUUID()}`, `/mailbox/${mail.id}/x`]) {
    assert.equal((await visit(kept, path)).status, 404, path);
  }
  // As orders answer once its customer was forgotten.
  world.orders.delete(orderId);
  for (const path of [`/mailbox/${mail.id}`, `/mailbox/${mail.id}/html`]) {
    assert.equal((await visit(kept, path)).status, 404, path);
  }
});

test('other machines do not see the mailbox', async () => {
  assert.equal((await visit(kept, '/mailbox', { from: '192.0.2.7' })).status, 404);
});

test('no foreign name opens the mailbox, though it leads to this machine', async () => {
  for (const host of ['evil.example', 'evil.example:8080', 'localhost.evil.example', '127.1.2.3'])
    assert.equal((await visit(kept, '/mailbox', { host })).status, 404, host);
  for (const host of ['LOCALHOST', '127.0.0.1:9', '[::1]:8080'])
    assert.equal((await visit(kept, '/mailbox', { host })).status, 200, host);
});

test('in production the mailbox is closed', async () => {
  const shop = await startServices(services, { env: { NODE_ENV: 'production' } });
  try {
    assert.equal((await visit(shop, '/mailbox')).status, 404);
  } finally {
    await shop.stop();
  }
});

/** Asks the mounted handler through a real server. */
async function visit(shop: Shop, path: string, o: { from?: string; host?: string } = {}) {
  const { from = '127.0.0.1', host = 'localhost:8080' } = o;
  const handler = shop.running.mounts['/mailbox'];
  assert.ok(handler !== undefined);
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address !== 'string');
  try {
    // The server that holds the mount writes this header.
    const headers = { 'cartwright-client-address': from, host };
    const place = { host: '127.0.0.1', port: address.port };
    const asked = request({ ...place, path, headers, agent: false }).end();
    const [response] = await once(asked, 'response');
    let body = '';
    for await (const chunk of response) body += chunk;
    const policy = String(response.headers['content-security-policy']);
    return { status: Number(response.statusCode), policy, body };
  } finally {
    server.close();
  }
}
