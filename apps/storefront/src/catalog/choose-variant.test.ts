import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Product, Variant } from '../api/shapes.ts';
import { en } from '../messages/en.ts';
import { buyingOf } from './buying.ts';
import { chooseVariant, optionChoices } from './choose-variant.ts';
import { product, variant } from './shoe-for-tests.ts';

const cost = (of: Variant, amount: number, available = true): Variant => ({
  ...of,
  price: { amount, currency: 'EUR' },
  available,
});
const red41 = cost(variant('Red', '41', 'red'), 7_000, false);
const red42 = cost(variant('Red', '42', 'red'), 6_000);
const blue41 = cost(variant('Blue', '41', 'blue'), 9_000);
const shoe = product('red blue', [red41, red42, blue41]);
const choose = (of: Product, search: string) => chooseVariant(of, new URLSearchParams(search));
const buying = (search: string, of = shoe) => buyingOf(choose(of, search), en.product);

test('shows a colour and asks for the size, with the lowest price that is left', () => {
  const { values, variant: chosen } = choose(shoe, '');
  assert.deepEqual([...values], [['Colour', 'Red']]);
  assert.equal(chosen, undefined);
  const { canBuy, label, missing } = buying('');
  assert.deepEqual([canBuy, label, missing], [false, 'Choose size', 'Size']);
});

test('shows the prices of what can be had, and of all where nothing can', () => {
  const before = { amount: 8_000, currency: 'EUR' };
  const reduced = { ...cost(variant('Red', '41', 'red'), 4_000, false), compareAtPrice: before };
  const red43 = cost(variant('Red', '43', 'red'), 6_500);
  const pricesOf = (...variants: Variant[]) => {
    const { price, priceMax, compareAt } = buying('option.Colour=Red', {
      ...shoe,
      variants: [...variants, blue41],
    });
    return [price, priceMax, compareAt].map((money) => money?.amount);
  };
  assert.deepEqual(pricesOf(reduced, red42, red43), [6_000, 6_500, undefined]);
  assert.deepEqual(pricesOf(reduced, red41), [4_000, 7_000, 8_000]);
});

test('of three options another value keeps the others that go with it', () => {
  const made = (Colour: string, Waist: string, Length: string) =>
    ({ ...red42, options: { Colour, Waist, Length } }) as Variant;
  const jeans: Product = {
    ...product('box', [
      made('Red', '32', '34'),
      made('Blue', '32', '30'),
      made('Blue', '33', '34'),
    ]),
    options: [
      { name: 'Colour', values: ['Red', 'Blue'] },
      { name: 'Waist', values: ['32', '33'] },
      { name: 'Length', values: ['30', '34'] },
    ],
  };
  const chosen = choose(jeans, 'option.Colour=Blue&option.Waist=32&option.Length=30');
  const [, , length] = optionChoices(jeans, chosen);
  assert.equal(length?.values[1]?.href, '/products/shoe?option.Colour=Blue&option.Length=34');
});

test('shows a colour that can be had', () => {
  const soldOut = { ...red42, available: false };
  const { values } = choose(product('red blue', [red41, soldOut, blue41]), '');
  assert.deepEqual([...values], [['Colour', 'Blue']]);
});

test('buys what the address names, and nothing else', () => {
  assert.equal(choose(shoe, 'option.Size=42').variant, red42);
  assert.equal(choose(shoe, 'option.Colour=Blue&option.Size=41').variant, blue41);
  assert.equal(buying('option.Size=42').label, 'Add to cart');
  for (const wrong of ['option.Size=99', 'option.Colour=Blue&option.Size=42', 'option.Size='])
    assert.equal(buying(wrong).missing, 'Size', wrong);
});

test('asks nothing where there is one value, and for colours without pictures', () => {
  const one = { ...product('box', [red42]), options: [{ name: 'Size', values: ['42'] }] };
  assert.equal(choose(one, '').variant, red42);
  const plain = [red42, blue41].map((of) => ({ ...of, mediaId: null }));
  assert.equal(choose(product('box', plain), '').missing, 'Colour');
});

test('is sold out without asking when nothing is left to choose', () => {
  const gone = { ...red42, available: false };
  const { label, missing, canBuy } = buying('option.Colour=Red', {
    ...shoe,
    variants: [red41, gone, blue41],
  });
  assert.deepEqual([label, missing, canBuy], ['Sold out', undefined, false]);
});

test('another value keeps what goes with it, and asks again for what does not', () => {
  const links = (search: string) =>
    optionChoices(shoe, choose(shoe, search)).flatMap(({ values }) => values);
  const [, blue, , size42] = links('option.Colour=Red&option.Size=42');
  assert.equal(blue?.href, '/products/shoe?option.Colour=Blue');
  assert.deepEqual([blue?.isSoldOut, size42?.isChosen], [true, true]);
  const [red, , size41] = links('option.Colour=Blue&option.Size=41');
  assert.equal(red?.href, '/products/shoe?option.Colour=Red&option.Size=41');
  assert.deepEqual([red?.isSoldOut, size41?.isSoldOut], [true, false]);
});
