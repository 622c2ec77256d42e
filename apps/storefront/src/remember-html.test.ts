import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberHtml } from './remember-html.ts';

test('writes a thing once in each of its forms, and another thing anew', async () => {
  const [shoe, other] = [{ title: 'Shoe' }, { title: 'Shoe' }];
  const calls: string[] = [];
  const write = (html: string) => async () => {
    calls.push(html);
    return html;
  };
  assert.equal(await rememberHtml(shoe, 'en card', write('one')), 'one');
  assert.equal(rememberHtml(shoe, 'en card', write('never')), 'one');
  assert.equal(await rememberHtml(shoe, 'de card', write('two')), 'two');
  assert.equal(await rememberHtml(other, 'en card', write('three')), 'three');
  assert.deepEqual(calls, ['one', 'two', 'three']);
});

test('remembers nothing that could not be written', async () => {
  const shoe = {};
  const fail = () => Promise.reject(new Error('no such colour'));
  await assert.rejects(async () => rememberHtml(shoe, 'card', fail));
  assert.equal(await rememberHtml(shoe, 'card', async () => 'written'), 'written');
});
