import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allPages, mergeByAttempt } from './merge-streams.ts';

async function* stream(...ids: string[]) {
  for (const attemptId of ids) yield { attemptId };
}

describe('merging what services know of attempts', () => {
  it('joins those that several know, and keeps those that one knows, in their order', async () => {
    const merged = mergeByAttempt({
      left: stream('a', 'c', 'd'),
      right: stream('b', 'c'),
      none: stream(),
    });
    const seen: string[] = [];
    for await (const { attemptId, left, right, none } of merged)
      seen.push(`${attemptId}${left ? ' left' : ''}${right ? ' right' : ''}${none ? ' none' : ''}`);
    assert.deepEqual(seen, ['a left', 'b right', 'c left right', 'd left']);
  });

  it('reads page after page until there is no next one', async () => {
    const asked: (string | null)[] = [];
    const rows = allPages(async ({ after }) => {
      asked.push(after);
      if (after === null) return { items: ['a', 'b'], next: 'b' };
      return after === 'b' ? { items: ['c'], next: 'c' } : { items: [], next: null };
    });
    const seen: string[] = [];
    for await (const row of rows) seen.push(row);
    assert.deepEqual(seen, ['a', 'b', 'c']);
    assert.deepEqual(asked, [null, 'b', 'c']);
  });

  it('passes on that a page could not be read', async () => {
    const rows = allPages(async ({ after }) => {
      if (after !== null) throw new Error('gone');
      return { items: ['a'], next: 'a' };
    });
    const read = async (): Promise<void> => {
      for await (const _ of rows);
    };
    await assert.rejects(read(), /gone/);
  });
});
