import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveringWithdrawal } from './covering-withdrawal.ts';

const boots = { goods: 'The blue  boots' };
const all = { goods: null };

test('a withdrawal adds nothing when its words, or the whole order, were declared before', () => {
  const cases: [{ goods: string | null }[], string | null, { goods: string | null } | undefined][] =
    [
      [[], 'the hat', undefined],
      [[], null, undefined],
      [[boots], 'the hat', undefined],
      [[boots], null, undefined],
      [[boots], ' the blue boots\n', boots],
      [[boots, all], 'the hat', all],
      [[boots, all], null, all],
      [[boots, all], 'the blue boots', boots],
    ];
  for (const [declared, goods, covering] of cases)
    assert.equal(coveringWithdrawal(declared, goods), covering, JSON.stringify([declared, goods]));
});
