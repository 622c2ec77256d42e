import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, isNotModified, readyAnswer } from '../src/index.ts';
import { answerOf } from './answers.ts';

test('equal bytes have equal ETags, others do not', () => {
  assert.equal(answerOf('one').etag, answerOf('one').etag);
  assert.notEqual(answerOf('one').etag, answerOf('two').etag);
});

test('a 304 carries the headers of the answer without those of its body', () => {
  const answer = readyAnswer({
    status: 200,
    headers: { 'content-type': 'text/html', 'cache-control': 'public' },
    body: Buffer.from('é'),
  });
  assert.equal(answer.headers['content-length'], '2');
  const { etag } = answer;
  assert.deepEqual(answer.notModifiedHeaders, { 'cache-control': 'public', etag });
});

test('If-None-Match is met by the ETag, strong or weak, alone, in a list, and by a star', () => {
  const answer = answerOf('one');
  const strong = answer.etag.slice(2);
  for (const met of [answer.etag, strong, `"other", ${strong}`, `W/"other" ,${answer.etag}`, '*'])
    assert.ok(isNotModified(answer, met), met);
  for (const missed of [undefined, '', '"other"', 'W/"other"', strong.slice(1, -1)])
    assert.ok(!isNotModified(answer, missed), missed);
});

test('header lists say what the headers say', () => {
  const headers = { 'content-type': 'text/html', 'set-cookie': ['a=1', 'b=2'] };
  const answer = readyAnswer({ status: 200, headers, body: Buffer.from('é') });
  const { etag } = answer;
  const both = ['set-cookie', ['a=1', 'b=2']];
  const typed = ['content-type', 'text/html', ...both, 'content-length', '2', 'etag', etag];
  assert.deepEqual(answer.headerList, typed);
  assert.deepEqual(answer.notModifiedHeaderList, [...both, 'etag', etag]);
});

test('short text is kept as a text of its bytes, and all else as bytes', () => {
  const made = (body: string | Buffer) => readyAnswer({ status: 200, headers: {}, body });
  const [short, bytes] = [made('é€'), made(Buffer.from('é€'))];
  assert.equal(short.body, Buffer.from('é€').toString('latin1'));
  assert.equal(short.headers['content-length'], '5');
  assert.equal(short.etag, bytes.etag);
  assert.deepEqual(bytesOf(short), bytesOf(bytes));
  const long = made('é'.repeat(20_000));
  assert.ok(Buffer.isBuffer(long.body));
  assert.equal(bytesOf(long).toString(), 'é'.repeat(20_000));
});
