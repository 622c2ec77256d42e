import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createCleanup } from '../src/cleanup.ts';

const script = `
import { setTimeout as delay } from 'node:timers/promises';
import { createCleanup } from '${new URL('../src/cleanup.ts', import.meta.url)}';
createCleanup().add(async () => {
  process.stdout.write('a test that failed meanwhile');
  await delay(100);
  process.send('put away');
});
setInterval(() => undefined, 1_000);
process.stdout.write('ready');
`;

test('what was begun is put away also when the runner has gone before', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const told: unknown[] = [];
  child.on('message', (message) => told.push(message));
  assert.ok(child.stdout);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.kill('SIGTERM');
  await once(child, 'close');
  assert.deepEqual(told, ['put away']);
});

test('whoever asks for it meanwhile waits, and no step is taken beside another', async () => {
  const taken: string[] = [];
  const cleanup = createCleanup();
  cleanup.add(async () => void taken.push('the folder is removed'));
  cleanup.add(async () => {
    await delay(50);
    taken.push('the shop is stopped');
  });
  await Promise.all([cleanup.run(), cleanup.run()]);
  assert.deepEqual(taken, ['the shop is stopped', 'the folder is removed']);
});
