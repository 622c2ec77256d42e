import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ContractError } from '@cartwright/contract';
import { type BatchOptions, createBatch, setBatching } from '../src/batch.ts';
import { isDatabaseUnavailable } from '../src/database-errors.ts';

interface Member {
  id: string;
  value: number;
}

/** Doubles values; remembers what each run was given. */
function doubling(o: Partial<BatchOptions<Member, number>> = {}) {
  const runs: string[][] = [];
  const begun = Promise.withResolvers<void>();
  const batch = createBatch<Member, number>({
    name: 'test.double',
    keyOf: ({ id }) => id,
    run: async (members) => {
      runs.push(members.map(({ id }) => id));
      begun.resolve();
      await delay(5);
      return new Map(members.map(({ id, value }) => [id, value * 2]));
    },
    ...o,
  });
  return { batch, runs, whenBegun: () => begun.promise };
}

const member = (value: number): Member => ({ id: `m${value}`, value });
const numbers = (count: number) => Array.from({ length: count }, (_, value) => value);
const codeOf = (settled: PromiseSettledResult<unknown> | undefined): unknown =>
  settled?.status === 'rejected' && settled.reason instanceof ContractError
    ? settled.reason.code
    : settled?.status;
const connectionLost = () => Object.assign(new Error('gone'), { code: 'ECONNRESET' });

test('what is asked for in one turn goes together, what comes meanwhile goes next', async () => {
  const { batch, runs, whenBegun } = doubling();
  const first = Promise.all(numbers(3).map((value) => batch(member(value))));
  await whenBegun();
  const second = Promise.all([batch(member(7)), batch(member(8))]);
  assert.deepEqual(await first, [0, 2, 4]);
  assert.deepEqual(await second, [14, 16]);
  assert.deepEqual(runs, [
    ['m0', 'm1', 'm2'],
    ['m7', 'm8'],
  ]);
});

test('a batch has at most so many members, in the order of their coming', async () => {
  const { batch, runs } = doubling({ membersMax: 2 });
  await Promise.all(numbers(5).map((value) => batch(member(value))));
  assert.deepEqual(runs, [['m0', 'm1'], ['m2', 'm3'], ['m4']]);
});

test('a write that nobody waits for gathers members for a while, or until it is full', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const runs: number[] = [];
  const batch = createBatch<Member, number>({
    name: 'test.gather',
    keyOf: ({ id }) => id,
    gatherMs: 50,
    membersMax: 3,
    run: async (members) => {
      runs.push(members.length);
      return new Map(members.map(({ id, value }) => [id, value]));
    },
  });
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const first = batch(member(1));
  await turns();
  const second = batch(member(2));
  t.mock.timers.tick(49);
  await turns();
  assert.deepEqual(runs, []);
  t.mock.timers.tick(1);
  assert.deepEqual(await Promise.all([first, second]), [1, 2]);
  await Promise.all(numbers(3).map((value) => batch(member(value))));
  assert.deepEqual(runs, [2, 3]);
  const third = batch(member(1));
  await turns();
  await Promise.all([third, batch(member(2)), batch(member(3))]);
  assert.deepEqual(runs, [2, 3, 3], 'one that becomes full during its pause starts at once');
});

test('equal keys of one batch are carried once and share the result', async () => {
  const { batch, runs } = doubling();
  const results = await Promise.all([batch(member(4)), batch(member(4)), batch(member(5))]);
  assert.deepEqual(results, [8, 8, 10]);
  assert.deepEqual(runs, [['m4', 'm5']]);
});

test('a failure reaches only the member that causes it', async () => {
  const runs: number[] = [];
  const { batch } = doubling({
    run: async (members) => {
      runs.push(members.length);
      if (members.some(({ value }) => value === 5)) throw new Error('five');
      return new Map(members.map(({ id, value }) => [id, value * 2]));
    },
  });
  const settled = await Promise.allSettled(numbers(8).map((value) => batch(member(value))));
  const failed = settled.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []));
  assert.deepEqual(failed, [5]);
  assert.deepEqual(runs, [8, 4, 4, 2, 1, 1, 2]);
});

test('after a lost connection all run once more together; a second loss is told to all', async () => {
  let losses = 1;
  const runs: number[] = [];
  const { batch } = doubling({
    run: async (members) => {
      runs.push(members.length);
      if (losses > 0) {
        losses -= 1;
        throw connectionLost();
      }
      return new Map(members.map(({ id, value }) => [id, value * 2]));
    },
  });
  assert.deepEqual(await Promise.all([batch(member(1)), batch(member(2))]), [2, 4]);
  losses = 2;
  const settled = await Promise.allSettled([batch(member(1)), batch(member(2))]);
  assert.deepEqual(settled.map(codeOf), ['outcome-unknown', 'outcome-unknown']);
  assert.deepEqual(runs, [2, 2, 2, 2]);
});

/** A batch whose runs fail in turn as told, and what became of one member of it. */
async function afterFaults(faults: Error[], o: Partial<BatchOptions<Member, number>> = {}) {
  let runs = 0;
  const { batch } = doubling({
    run: async (members) => {
      runs += 1;
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
      return new Map(members.map(({ id, value }) => [id, value * 2]));
    },
    ...o,
  });
  const [settled] = await Promise.allSettled([batch(member(1))]);
  return { settled, runs };
}

test('what must not be carried twice is not repeated after a loss, which leaves it unsure', async () => {
  const { settled, runs } = await afterFaults([connectionLost()], { kind: 'write-once' });
  assert.equal(codeOf(settled), 'outcome-unknown');
  assert.equal(runs, 1);
});

test('where no connection could be had nothing was done, and reads never do anything', async () => {
  const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const once = await afterFaults([refused()], { kind: 'write-once' });
  const twice = await afterFaults([refused(), refused()]);
  const read = await afterFaults([connectionLost(), connectionLost()], { kind: 'read' });
  for (const { settled } of [once, twice, read]) {
    assert.ok(settled?.status === 'rejected');
    assert.ok(isDatabaseUnavailable(settled.reason), 'which is told as unavailable');
  }
});

test('after a loss any other fault of the database leaves a write unsure too', async () => {
  const timeout = Object.assign(new Error('statement timeout'), { code: '57014' });
  const { settled } = await afterFaults([connectionLost(), timeout]);
  assert.equal(codeOf(settled), 'outcome-unknown');
  const never = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  assert.equal(codeOf((await afterFaults([connectionLost(), never])).settled), 'outcome-unknown');
});

test('a member that lost to another transaction runs once more, then is told to come again', async () => {
  const deadlock = () => Object.assign(new Error('deadlock detected'), { code: '40P01' });
  const passed = await afterFaults([deadlock()], { kind: 'write-once' });
  assert.equal(passed.settled?.status, 'fulfilled');
  const lost = await afterFaults([deadlock(), deadlock()]);
  assert.equal(codeOf(lost.settled), 'unavailable');
  assert.equal(lost.runs, 2);
  const unsure = await afterFaults([connectionLost(), deadlock(), deadlock()]);
  assert.equal(codeOf(unsure.settled), 'outcome-unknown');
});

test('a member past its deadline is not begun; one that was begun is uncertain', async () => {
  const { batch, runs, whenBegun } = doubling();
  const first = batch(member(1));
  await whenBegun();
  const late = batch(member(2), Date.now() - 1);
  await assert.rejects(late, { code: 'unavailable' });
  assert.equal(await first, 2);
  assert.deepEqual(runs, [['m1']]);

  const failing = doubling({
    run: async () => {
      await delay(20);
      throw new Error('busy');
    },
  });
  const deadline = Date.now() + 10;
  const settled = await Promise.allSettled([
    failing.batch(member(1), deadline),
    failing.batch(member(2), deadline),
  ]);
  assert.deepEqual(settled.map(codeOf), ['outcome-unknown', 'outcome-unknown']);
});

test('with too many waiting a newcomer is refused at once', async () => {
  const { batch } = doubling({ waitingMax: 2 });
  const settled = await Promise.allSettled(numbers(3).map((value) => batch(member(value))));
  assert.deepEqual(settled.map(codeOf), ['fulfilled', 'fulfilled', 'unavailable']);
});

test('a member without a result is a fault of that batch, and the next one runs', async () => {
  const { batch } = doubling({ run: async () => new Map([['m1', 2]]) });
  const settled = await Promise.allSettled([batch(member(1)), batch(member(2))]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  );
  assert.equal(await batch(member(1)), 2);
});

test('a batch runs in the context of none of its members', async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const { batch } = doubling({
    run: async (members) => {
      seen.push(storage.getStore());
      return new Map(members.map(({ id, value }) => [id, value]));
    },
  });
  await storage.run('one shopper', () => batch(member(1)));
  assert.deepEqual(seen, [undefined]);
});

test('without batching every call is carried at once and by itself', async (t) => {
  setBatching(false);
  t.after(() => setBatching(true));
  const { batch, runs } = doubling();
  const results = await Promise.all([batch(member(4)), batch(member(4)), batch(member(5))]);
  assert.deepEqual(results, [8, 8, 10]);
  assert.deepEqual(runs, [['m4'], ['m4'], ['m5']]);
});
