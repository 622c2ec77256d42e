import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from './finding.ts';
import { createReport } from './report.ts';
import { createSuspects } from './suspects.ts';

const finding = (id: string, isTold = false): Finding => ({
  rule: 'allocations',
  kind: 'allocated-quantity',
  ids: { attemptId: id },
  says: 's',
  mend: 'm',
  untilHeard: isTold ? { publisher: 'orders', subscriber: 'inventory', subject: id } : undefined,
});
const nothingIsOnItsWay = async () => ({ of: () => false, positions: '' });

/** What a report says in the end of suspects that later looks see like this. */
async function settle(
  first: readonly Finding[],
  looks: readonly (readonly Finding[])[],
  unheard: readonly string[][] = [],
) {
  const report = createReport();
  let look = 0;
  const suspects = createSuspects({
    report,
    pauseMs: 1,
    lookAgain: async () => [...(looks[look++] ?? looks.at(-1) ?? [])],
    findOnTheirWay:
      unheard.length === 0
        ? nothingIsOnItsWay
        : async () => {
            const subjects = unheard[look] ?? unheard.at(-1) ?? [];
            return {
              of: ({ ids }) => subjects.includes(ids.attemptId ?? ''),
              positions: `${unheard[look] === undefined ? 'still' : look}`,
            };
          },
  });
  for (const one of first) await suspects.add(one.ids.attemptId ?? '', [one]);
  await suspects.settle();
  const tally = report.tallies().find(({ rule }) => rule === 'allocations');
  return { wrong: report.disagreements().map(({ ids }) => ids.attemptId), tally, looks: look };
}

describe('suspects', () => {
  it('count when they are there at the second look, and not when they are gone', async () => {
    const { wrong } = await settle([finding('a'), finding('b')], [[finding('b')]]);
    assert.deepEqual(wrong, ['b']);
  });

  it('do not count what is seen for the first time at the second look', async () => {
    const { wrong } = await settle([finding('a')], [[finding('new')]]);
    assert.deepEqual(wrong, []);
  });

  it('stay when another of the same subject comes after them', async () => {
    const at = (locationId: string): Finding => ({
      ...finding('item'),
      ids: { attemptId: 'item', locationId },
    });
    const both = await settle([at('main'), at('second')], [[at('main'), at('second')]]);
    assert.deepEqual(both.wrong, ['item', 'item']);
    const first = await settle([at('main'), at('second')], [[at('main')]]);
    assert.deepEqual(first.wrong, ['item']);
  });

  it('are looked at again for as long as an event on its way moves', async () => {
    const result = await settle(
      [finding('a', true)],
      [[finding('a', true)], [finding('a', true)], []],
      [['a'], ['a'], ['a'], []],
    );
    assert.deepEqual(result.wrong, []);
    assert.equal(result.tally?.waiting, 0);
    assert.equal(result.looks, 3);
  });

  it('wait, and are not wrong, where nobody hears the event that ends them', async () => {
    const result = await settle([finding('a', true)], [[finding('a', true)]], [['a']]);
    assert.deepEqual(result.wrong, []);
    assert.equal(result.tally?.waiting, 1);
  });

  it('are wrong when the event was heard and changed nothing', async () => {
    const result = await settle([finding('a', true)], [[finding('a', true)]], [['a'], []]);
    assert.deepEqual(result.wrong, ['a']);
  });

  it('are only counted beyond what anybody would read', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => finding(`n${index}`));
    const { wrong, tally } = await settle(many, [many]);
    assert.equal(wrong.length, 1_000);
    assert.equal(tally?.wrong, 1_200);
  });
});
