import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressFormOf, isPostalCode } from './address-forms.ts';

const known =
  'AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT JP LI LT LU LV MT NL NO PL PT RO SE SI SK US';

test('the example of every country has the form that it is an example of', () => {
  for (const country of known.split(' ')) {
    const { example = '' } = addressFormOf(country);
    assert.ok(example !== '' && isPostalCode(country, example), country);
  }
});

test('postal codes of the wrong form are told from right ones', () => {
  const right = [
    'DE 10115',
    'NL 1011 ab',
    'NL 1011AB',
    'GB sw1a 1aa',
    'CA K1A0B1',
    'US 10001-1234',
  ];
  const wrong = [
    'DE 1011',
    'DE 1011a',
    'NL 0011 AB',
    'GB 12345',
    'CA D1A 0B1',
    'US 1000',
    'PT 1000',
  ];
  const judge = (text: string) => isPostalCode(text.slice(0, 2), text.slice(3));
  assert.deepEqual(
    right.filter((text) => !judge(text)),
    [],
  );
  assert.deepEqual(wrong.filter(judge), []);
});

test('a country that is not known takes any postal code and asks for no region', () => {
  assert.equal(isPostalCode('AE', 'whatever'), true);
  assert.deepEqual(addressFormOf('AE'), { region: 'region', isRegionRequired: false });
  assert.equal(addressFormOf('constructor').isRegionRequired, false);
});
