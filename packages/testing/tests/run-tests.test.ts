import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(new URL('../src/run-tests.ts', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [runner, ...args]);

test('a file that was mistyped fails the run, also beside one that is there', () => {
  const { status, stderr } = run('packages/money/src/rules.test.ts', 'packages/money/src/rule.ts');
  assert.equal(status, 1);
  assert.equal(stderr.toString(), 'No test file matches: packages/money/src/rule.ts\n');
  assert.equal(run('packages/money/src/index.ts').status, 1);
  assert.equal(run('--heavey').status, 2);
});
