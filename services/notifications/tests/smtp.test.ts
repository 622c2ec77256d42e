import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { smtpDelivery } from '../src/deliver/smtp.ts';
import { startMailServer } from './mail-server.ts';

const server = await startMailServer();
const smtp = smtpDelivery({ url: server.url, from: 'Harbour <shop@example.com>' });
after(async () => {
  smtp.close();
  await server.close();
});

const mail = {
  messageId: '<019aa000-0000-7000-8000-000000000001@shop.example>',
  recipient: 'ada@example.com',
  subject: 'Bestellung für Köln',
  html: '<p>Hello</p>',
  text: 'Hello\n.\nBye',
};

test('a mail arrives with its parts, its sender and its stable Message-ID', async () => {
  assert.deepEqual(await smtp.deliver(mail), { outcome: 'sent' });
  const received = server.received.at(-1);
  assert.equal(received?.from, 'shop@example.com');
  assert.deepEqual(received?.to, ['ada@example.com']);
  assert.match(received?.source ?? '', /^Message-ID: <019aa000[^>]*@shop\.example>\r$/m);
  assert.match(received?.source ?? '', /^Auto-Submitted: auto-generated\r$/m);
  assert.match(received?.source ?? '', /Content-Type: text\/plain/);
  assert.match(received?.source ?? '', /Content-Type: text\/html/);
});

test('no header and no recipient can be added by a subject or an address', async () => {
  const recipient = 'ada@example.com\r\nBcc: all@example.com, eve@example.com';
  const subject = 'Hello\r\nBcc: all@example.com';
  await smtp.deliver({ ...mail, recipient, subject }).catch(() => undefined);
  await smtp.deliver({ ...mail, subject });
  for (const received of server.received) {
    assert.equal(received.to.length, 1);
    assert.ok(!received.to.includes('all@example.com') && !received.to.includes('eve@example.com'));
    assert.ok(!/^Bcc:/im.test(received.source.split('\r\n\r\n')[0] ?? ''));
  }
});

test('a recipient that the mail server will never take is told, not tried again', async () => {
  for (const answer of ['550 5.1.1 unknown', '550 5.7.133 only from inside']) {
    server.answersToRecipients.push(answer);
    assert.equal((await smtp.deliver(mail)).outcome, 'refused', answer);
  }
});

test('a mail that the mail server will never take is told, not tried again', async () => {
  for (const answer of ['554 5.6.0 not like this', '550 5.7.1 likely unsolicited mail']) {
    server.answersToMails.push(answer);
    assert.equal((await smtp.deliver(mail)).outcome, 'refused', answer);
  }
  server.answersToData.push('554 5.5.1 no valid recipients');
  assert.equal((await smtp.deliver(mail)).outcome, 'refused');
});

test('a shop that may not send at the moment makes the delivery fail, to be tried again', async () => {
  server.answersToSenders.push('550 account suspended', '550 5.7.1 sending is not allowed');
  await assert.rejects(() => smtp.deliver(mail));
  await assert.rejects(() => smtp.deliver(mail));
  for (const answer of ['550 5.1.8 sender', '554 5.7.8 sign in', '550 5.7.26 not signed']) {
    server.answersToRecipients.push(answer);
    await assert.rejects(() => smtp.deliver(mail), answer);
  }
  server.answersToMails.push('550 5.4.5 daily sending quota exceeded');
  await assert.rejects(() => smtp.deliver(mail));
  assert.deepEqual(await smtp.deliver(mail), { outcome: 'sent' });
});

test('a mail server that is busy makes the delivery fail, to be tried again', async () => {
  server.answersToRecipients.push('451 4.3.0 later');
  await assert.rejects(() => smtp.deliver(mail));
});

test('a mail server that is away makes the delivery fail, to be tried again', async () => {
  const away = await startMailServer();
  const lost = smtpDelivery({ url: away.url, from: 'shop@example.com' });
  await away.close();
  await assert.rejects(() => lost.deliver(mail));
  lost.close();
});
