import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHtmlMemory } from './remember-html.ts';

test('writes a thing once in each of its forms, and another thing anew', async () => {
  const rememberHtml = createHtmlMemory(1_000);
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
  const rememberHtml = createHtmlMemory(1_000);
  const shoe = {};
  const fail = () => Promise.reject(new Error('no such colour'));
  await assert.rejects(async () => rememberHtml(shoe, 'card', fail));
  assert.equal(await rememberHtml(shoe, 'card', async () => 'written'), 'written');
});

test('holds no more than it may, and what is asked for longest', async () => {
  const rememberHtml = createHtmlMemory(100);
  const calls: number[] = [];
  const ask = async (of: { number: number }) =>
    rememberHtml(of, 'card', async () => {
      calls.push(of.number);
      return 'ten chars.';
    });
  const wanted = { number: 0 };
  const others = Array.from({ length: 30 }, (_, index) => ({ number: index + 1 }));
  for (const other of others) {
    await ask(wanted);
    await ask(other);
  }
  assert.deepEqual(calls, [0, ...others.map(({ number }) => number)]);
  calls.length = 0;
  for (const thing of [wanted, ...others.toReversed()]) await ask(thing);
  assert.ok(calls.length >= 20, `${calls.length} of 31 were written anew`);
  assert.ok(!calls.includes(wanted.number));
});
