import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileOrder } from '../../tests/sample-order.ts';
import { accountMail } from './account-mail.ts';
import { formatMoney } from './format.ts';
import { fulfilmentCreatedMail } from './fulfilment-created.ts';
import { orderCancelledMail } from './order-cancelled.ts';
import { orderPlacedMail } from './order-placed.ts';
import { orderRefundedMail } from './order-refunded.ts';
import { withdrawalDeclaredMail, withdrawalToHandleMail } from './withdrawal-declared.ts';

const shop = 'Harbour & <Sons>';

function everyMail(locale: string) {
  const order = hostileOrder({ locale });
  const [fulfilment] = order.fulfilments;
  const [refund] = order.refunds;
  const [withdrawal] = order.withdrawals;
  assert.ok(fulfilment !== undefined && refund !== undefined && withdrawal !== undefined);
  const language = locale.startsWith('de') ? 'de' : 'en';
  const kinds = ['verify-address', 'reset-password', 'address-changed', 'welcome'] as const;
  const name = "O'Brien <script>alert(1)</script>\r\nBcc: all@example.com";
  return [
    orderPlacedMail(order, shop),
    orderCancelledMail(order, shop),
    fulfilmentCreatedMail(order, fulfilment, shop),
    orderRefundedMail(order, refund, shop),
    withdrawalDeclaredMail(order, withdrawal, shop),
    withdrawalToHandleMail(order, withdrawal, { language, shopName: shop }),
    ...kinds.map((kind) => accountMail({ kind, name, url: 'javascript:alert(1)' }, language, shop)),
  ];
}

test('no value gets into the HTML as markup, in any mail and language', () => {
  for (const mail of ['en', 'de-AT'].flatMap(everyMail)) {
    const tags = new Set(mail.html.match(/<\/?[a-z!][^\s>]*/gi));
    for (const tag of ['<script', '<img', '<DHL', '<b', '<Sons']) {
      assert.ok(!tags.has(tag), `${mail.subject} holds ${tag}`);
    }
    assert.ok(!/href="(?!https?:|")/.test(mail.html), mail.subject);
    assert.ok(!mail.html.includes('undefined') && !mail.text.includes('undefined'));
    assert.ok(mail.html.includes('Harbour &amp; &lt;Sons&gt;'));
  }
});

test('names are shown as they were typed: escaped in HTML, plain in text', () => {
  const mail = orderPlacedMail(hostileOrder(), shop);
  assert.match(mail.html, /O&#39;Brien/);
  assert.match(mail.html, /&lt;script&gt;alert\(&quot;boot&quot;\)&lt;\/script&gt; &amp; more/);
  assert.match(mail.text, /Sinéad Bcc: all@example.com O'Brien/);
  assert.match(mail.text, /<script>alert\("boot"\)<\/script> & more/);
  assert.match(mail.text, /token=abc&x=1/);
});

test('a line end in a name adds no line to a subject or a text', () => {
  for (const mail of everyMail('en')) {
    assert.ok(!/[\r\n]/.test(mail.subject), mail.subject);
    assert.ok(!/^Bcc:/m.test(mail.text), mail.subject);
  }
  const mail = accountMail({ kind: 'welcome', name: 'Ada', url: null }, 'en', 'A\r\nBcc: b@c.de');
  assert.equal(mail.subject, 'Welcome to A Bcc: b@c.de');
});

test('the mail speaks the language of the order', () => {
  const english = orderPlacedMail(hostileOrder(), shop);
  assert.equal(english.subject, 'Your order K7QF-0M1X');
  assert.match(english.text, /Total: €129\.00/);
  assert.match(english.text, /21 November 2026/);
  const german = orderPlacedMail(hostileOrder({ locale: 'de-AT' }), shop);
  assert.equal(german.subject, 'Ihre Bestellung K7QF-0M1X');
  assert.match(german.text, /Gesamtbetrag: 129,00\s€/);
  assert.match(german.html, /<html lang="de">/);
  const other = orderPlacedMail(hostileOrder({ locale: 'fr' }), shop);
  assert.equal(other.subject, english.subject);
});

test('an order reads as on its page: options, delivery, country, and what tax is in it', () => {
  const order = hostileOrder({ locale: 'de' });
  const [line] = order.lines;
  assert.ok(line !== undefined);
  const none = order.totals.shippingTotal;
  const costs = { price: none, discount: none, taxRateBasisPoints: 0, tax: none, total: none };
  const deliveryDays = { min: 2, max: 4 };
  const shipping = { optionId: 'post', name: 'Standardversand', deliveryDays, ...costs };
  const { text } = orderPlacedMail(
    {
      ...order,
      shipping,
      lines: [
        {
          ...line,
          options: { Size: '42', Colour: 'Ember' },
          total: { amount: 1, currency: 'EUR' },
        },
      ],
    },
    shop,
  );
  // Lines add up to the subtotal; what discounts take off stands below it.
  assert.match(text, /\(Ember · 42 · Menge 2\): 129,00\s€/);
  assert.match(text, /Versand \(Standardversand, 2 bis 4 Werktage\): /);
  assert.match(text, /Gesamtbetrag: .*\nEnthaltene Steuer: /);
  assert.match(text, /10115 Köln\nDeutschland\n/);
});

test('amounts follow the digits of their currency', () => {
  assert.equal(formatMoney({ amount: 1290, currency: 'JPY' }, 'en'), 'JP¥1,290');
  assert.match(formatMoney({ amount: 1290, currency: 'KWD' }, 'en'), /1\.290/);
});

test('a shipping mail names what is in the parcel and where to follow it', () => {
  const order = hostileOrder();
  const [fulfilment] = order.fulfilments;
  assert.ok(fulfilment !== undefined);
  const mail = fulfilmentCreatedMail(order, fulfilment, shop);
  assert.match(mail.text, /Quantity 1/);
  assert.match(mail.text, /Tracking number: 00340 & 1/);
  assert.match(mail.html, /href="https:\/\/track\.example\/\?a=&quot;&gt;&lt;script&gt;"/);
});

test('the receipt of a withdrawal repeats what was declared, and when to the second', () => {
  const receipt = (locale: string, goods: string | null) => {
    const declared = {
      id: '',
      declaredAt: '2026-11-21T07:08:09.100Z',
      name: 'Ada Lovelace',
      goods,
    };
    return withdrawalDeclaredMail(hostileOrder({ locale }), declared, shop).text;
  };
  const part = receipt('en', 'the blue shoes');
  assert.match(part, /Received: 21 November 2026 at 07:08:09 UTC/);
  assert.match(part, /Name: Ada Lovelace\nContract: Order K7QF-0M1X\n/);
  assert.match(part, /Withdrawn from: the blue shoes/);
  const whole = receipt('de', null);
  assert.match(whole, /Eingegangen: 21\. November 2026 um 07:08:09 UTC/);
  assert.match(whole, /Widerrufen: die gesamte Bestellung/);
});

test('the mail to the shop says the same, and whom to answer, but gives no right to the order', () => {
  const order = hostileOrder({ email: 'ada@example.com' });
  const declared = { id: '', declaredAt: '2026-11-21T07:08:09.100Z', name: 'Ada', goods: null };
  for (const language of ['en', 'de'] as const) {
    const mail = withdrawalToHandleMail(order, declared, { language, shopName: shop });
    assert.match(mail.subject, /K7QF-0M1X/);
    assert.match(mail.text, /21\.? November 2026 (at|um) 07:08:09 UTC/);
    assert.match(mail.text, /ada@example\.com/);
    for (const part of [mail.html, mail.text]) assert.doesNotMatch(part, /token=/);
  }
});
