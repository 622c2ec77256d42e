import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '@cartwright/testing';

const id = '00000000-0000-4000-8000-000000000000';
/** What has a word or an option too many might do more, or less, than was meant. */
const wrong = [
  ['migrate', '--dry-run'],
  ['config', 'PORT'],
  ['api-key', 'revoke', id, id],
  ['staff', 'remove', id, id],
  ['events', 'retry', id],
  ['events', 'drop', '--event', id],
  ['events', 'drop', '--service', 'orders', '--event', id, '--subscriber', 'cart'],
  ['jobs', 'retry', '17'],
  ['jobs', 'drop', '--service', 'orders'],
  ['backup', 'a', 'b'],
];

test('a command with a word too many does nothing but tell how it is called', async () => {
  for (const words of wrong) {
    const { exitCode, errors } = await runCommand(words, {});
    assert.equal(exitCode, 2, words.join(' '));
    assert.match(errors, /Usage: npm run cartwright -- /, words.join(' '));
  }
});

test('every command tells how it is called, and does nothing else', async () => {
  for (const words of [['migrate'], ['import', 'products'], ['events', 'retry']]) {
    const { exitCode, output } = await runCommand([...words, '--help'], {});
    assert.equal(exitCode, 0, output);
    assert.match(output, new RegExp(`Usage: npm run cartwright -- ${words[0]}`));
  }
});
