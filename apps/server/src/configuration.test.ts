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

test('an address for traces that is none is told with the rest, and shown with them', () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318', PORT: 'abc' };
  assert.throws(
    () => loadConfiguration(env),
    /PORT must be [\s\S]*OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http/,
  );
  for (const endpoint of ['http://[::1]:4318', 'https://otlp.example.com/v1'])
    loadConfiguration({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const shown = settingGroups.flatMap(({ settings }) => Object.values(settings));
  assert.ok(shown.some(({ env }) => env === 'OTEL_EXPORTER_OTLP_ENDPOINT'));
});
