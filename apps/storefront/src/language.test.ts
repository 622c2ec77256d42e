import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEveryLanguage, languageOf } from './language.ts';
import { inLanguage, languageCodes, splitLanguage } from './language-path.ts';
import { languages } from './messages/index.ts';

test('an address tells its language, and English needs no prefix', () => {
  const cases = {
    '/': ['en', '/'],
    '/cart?x=1': ['en', '/cart?x=1'],
    '/de': ['de', '/'],
    '/de/': ['de', '/'],
    '/de?q=a': ['de', '/?q=a'],
    '/de/products/delta': ['de', '/products/delta'],
    '/delta': ['en', '/delta'],
    '/en/cart': ['en', '/en/cart'],
    '/fr/cart': ['en', '/fr/cart'],
  };
  for (const [address, [language, path]] of Object.entries(cases))
    assert.deepEqual(splitLanguage(address), { language, path }, address);
});

test('every page has an address in every language, and finds back to its own', () => {
  for (const language of languageCodes)
    for (const path of ['/', '/?a=1', '/cart', '/products/delta?option.Size=42']) {
      const address = inLanguage(language, path);
      assert.deepEqual(splitLanguage(address), { language, path }, address);
      assert.equal(inLanguage(language, address), address, 'a prefix is given once');
    }
  assert.deepEqual(
    inEveryLanguage('/cart').map(({ path }) => path),
    ['/cart', '/de/cart'],
  );
});

test('every language has the same texts, and none is empty', () => {
  const english = keysOf(languages.en.messages);
  for (const code of languageCodes) assert.deepEqual(keysOf(languages[code].messages), english);
});

test('amounts, dates, shares and countries are written as the language does', () => {
  const english = languageOf('en');
  const german = languageOf('de');
  const amount = { amount: 123_456, currency: 'EUR' };
  assert.equal(english.showMoney(amount), '€1,234.56');
  assert.equal(german.showMoney(amount), '1.234,56\u00a0€');
  assert.equal(german.showMoney({ amount: -50, currency: 'JPY' }), '-50\u00a0¥');
  assert.equal(english.showDate('2026-03-04T12:00:00Z'), 'March 4, 2026');
  assert.equal(german.showDate('2026-03-04T12:00:00Z'), '4. März 2026');
  assert.equal(german.showRate(1_900), '19\u00a0%');
  assert.equal(german.showRate(770), '7,7\u00a0%');
  assert.equal(german.countryName('AT'), 'Österreich');
});

test('words follow their number', () => {
  const { list, account } = languages.en.messages;
  assert.equal(list.count(1, false), '1 product');
  assert.equal(list.count(12_000, true), 'About 12,000 products');
  assert.equal(account.items(2), '2 items');
  assert.equal(languages.de.messages.list.count(12_000, true), 'Etwa 12.000 Produkte');
});

/** Paths of all texts; an empty one fails here, by its path. */
function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts)
    .flatMap(([name, text]: [string, unknown]) => {
      const key = `${path}.${name}`;
      if (typeof text === 'object' && text !== null) return keysOf(text, key);
      assert.ok(typeof text === 'function' || (typeof text === 'string' && text !== ''), key);
      return [key];
    })
    .sort();
}
