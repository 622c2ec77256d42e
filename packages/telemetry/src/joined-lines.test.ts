import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { joinLines } from './joined-lines.ts';

function join() {
  const writes: string[] = [];
  return { writes, lines: joinLines({ write: (text) => void writes.push(text) }) };
}

test('lines of one turn go out in one write at its end', async () => {
  const { lines, writes } = join();
  lines.writeSoon('one\n');
  lines.writeSoon('two\n');
  assert.deepEqual(writes, []);
  await turn();
  assert.deepEqual(writes, ['one\ntwo\n']);
  lines.writeSoon('three\n');
  await turn();
  assert.deepEqual(writes, ['one\ntwo\n', 'three\n']);
});

test('a line that is written at once takes those before it along', async () => {
  const { lines, writes } = join();
  lines.writeSoon('one\n');
  lines.write('two\n');
  assert.deepEqual(writes, ['one\n', 'two\n']);
  await turn();
  assert.equal(writes.length, 2);
});

test('a turn that does not end does not collect without limit', () => {
  const { lines, writes } = join();
  for (let count = 0; count < 1_000; count += 1) lines.writeSoon('x'.repeat(200));
  assert.ok(writes.length >= 2);
});

test('a process that ends in the middle of a turn writes its lines', () => {
  const module = (name: string) => JSON.stringify(import.meta.resolve(name));
  const script = `
    import { logger } from ${module('./logger.ts')};
    import { requestLog } from ${module('./request-log.ts')};
    const log = logger({ service: 'gateway' });
    const note = requestLog(log);
    note({ method: 'GET', route: '/one', status: 200 })(1);
    note({ method: 'GET', route: '/two', status: 200 })(1);
    throw new Error('the end');
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const routes = stdout.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line).route));
  assert.deepEqual(routes, ['/one', '/two']);
});
