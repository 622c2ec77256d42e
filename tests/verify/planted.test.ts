import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { environment } from '@cartwright/config';
import { startTestShop, type TestShop, type VerifyReport, verifyShop } from '@cartwright/testing';
import { openForBusiness } from '../journeys/fixtures.ts';
import { changeBooks, changeProviderBooks } from './books.ts';
import { type Expected, plants } from './plants.ts';
import { eventPlants, moneyPlants, providerPlants } from './plants-of-money.ts';
import { fulfil, refund, type StoryIds, tellStory } from './stories.ts';

const ours = [...plants, ...moneyPlants, ...eventPlants];
const none: StoryIds = { attemptId: '', tryId: '', variantId: '', orderId: '' };

let shop: TestShop;
let found: VerifyReport & { exitCode: number | string };
const expected = new Map<string, Expected[]>();

before(async () => {
  shop = await startTestShop();
  await openForBusiness(shop);
  const stories = new Map<string, StoryIds>();
  for (const [index, { says, story }] of [...ours, ...providerPlants].entries()) {
    if (story === undefined) continue;
    const ids = await tellStory(shop, { ...story, name: `story${index}` });
    if (story.isFulfilled === true) await fulfil(shop, ids.orderId);
    if (story.isRefunded === true) await refund(shop, ids.orderId);
    stories.set(says, ids);
  }
  const before = await verifyShop(shop);
  assert.deepEqual(before.disagreements, []);
  // Nothing may move any more, or the shop would mend some of it by itself.
  assert.equal(await shop.processOf('orders').end(), 0);
  await changeBooks(shop, async (change) => {
    for (const { says, plant } of ours)
      expected.set(says, await plant(change, stories.get(says) ?? none));
  });
  changeProviderBooks(shop, (books) => {
    for (const { says, kind, plant } of providerPlants) {
      const key = plant(books, stories.get(says) ?? none);
      expected.set(says, [['provider-books', kind, key]]);
    }
  });
  found = await verifyShop(shop);
});
after(() => shop?.stop());

const lineOf = ([rule, kind, id]: Expected): string => `${rule} ${kind} ${id}`;

describe('verify, in a stopped shop, finds', () => {
  for (const { says } of [...ours, ...providerPlants])
    test(says, () => {
      const wanted = expected.get(says) ?? [];
      assert.ok(wanted.length > 0);
      for (const [rule, kind, id] of wanted) {
        const same = found.disagreements.filter(
          (one) => one.rule === rule && one.kind === kind && Object.values(one.ids).includes(id),
        );
        assert.equal(same.length, 1, `${lineOf([rule, kind, id])}: ${JSON.stringify(found)}`);
        assert.ok(same[0]?.says, 'it says what differs');
        assert.ok(same[0]?.mend, 'it says what mends it');
      }
    });

  test('nothing else, and tells by its exit code', () => {
    const wanted = [...expected.values()].flat();
    const unexpected = found.disagreements.filter(
      ({ rule, kind, ids }) =>
        !wanted.some((one) => one[0] === rule && one[1] === kind && hasId(ids, one[2])),
    );
    assert.deepEqual(unexpected, []);
    assert.equal(found.disagreements.length, wanted.length);
    assert.equal(found.isClean, false);
    assert.equal(found.exitCode, 1);
  });

  test('what can be mended by commands that run as they are printed', async () => {
    const lines = new Set(
      found.disagreements.flatMap(({ mend }) => mend.match(commandWithoutBlanks) ?? []),
    );
    assert.ok(lines.size >= 6, [...lines].join('; '));
    for (const line of lines) {
      // Only whoever reads it knows the folder of a backup.
      if (line.includes('FOLDER')) continue;
      const { status, output } = await runAsPrinted(line);
      // What is repaired leaves the rest wrong.
      assert.equal(status, line.includes('--repair') ? 1 : 0, `${line}\n${output}`);
    }
  });

  test('at least one disagreement of every rule', () => {
    const rulesFound = new Set(found.disagreements.map(({ rule }) => rule));
    assert.deepEqual(
      found.rules.filter(({ rule }) => !rulesFound.has(rule)),
      [],
    );
    for (const { rule, checked, wrong } of found.rules) assert.ok(checked >= wrong, rule);
  });
});

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Ends where the sentence goes on. */
const commandWithoutBlanks = /npm run cartwright -- [^,;]+/;

/** By a shell, as somebody types it who reads it. */
async function runAsPrinted(line: string): Promise<{ status: number; output: string }> {
  const env = { ...environment(), ...shop.env };
  const child = spawn(line, { shell: true, cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const [status] = await once(child, 'close');
  return { status: Number(status), output };
}

const hasId = (ids: Readonly<Record<string, string>>, id: string): boolean =>
  Object.values(ids).includes(id);
