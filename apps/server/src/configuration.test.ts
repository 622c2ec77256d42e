import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationProblem } from '@cartwright/config';
import { loadConfiguration, settingGroups } from './configuration.ts';

test('the mail address of the shop is declared alike by all who read it', () => {
  const declared = settingGroups
    .flatMap(({ settings }) => Object.values(settings))
    .filter(({ env }) => env === 'SHOP_EMAIL');
  const { size } = new Set(
    declared.map((one) => JSON.stringify([one.description, one.parse('nobody')])),
  );
  assert.deepEqual([declared.length, size], [2, 1]);
});

test('a wrong setting that several parts read is told once', () => {
  assert.throws(
    () => loadConfiguration({ SHOP_EMAIL: 'nobody' }),
    (error) => {
      assert.ok(error instanceof ConfigurationProblem);
      const told = error.problems.filter((problem) => problem.startsWith('SHOP_EMAIL'));
      assert.deepEqual(told, [
        'SHOP_EMAIL must be a mail address such as shop@example.com; it is "nobody"',
      ]);
      return true;
    },
  );
});
