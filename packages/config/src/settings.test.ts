import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationProblem, describeSettings, loadSettings, setting } from './settings.ts';

const settings = {
  port: setting.integer({ env: 'PORT', default: 8080, min: 0, max: 65535, description: 'Port' }),
  level: setting.oneOf({
    env: 'LOG_LEVEL',
    values: ['info', 'debug'],
    default: 'info',
    description: 'Detail',
  }),
  key: setting.optionalText({ env: 'KEY', secret: true, description: 'A key' }),
};

test('takes defaults for what is unset or empty', () => {
  assert.deepEqual(loadSettings(settings, { PORT: '' }), {
    port: 8080,
    level: 'info',
    key: undefined,
  });
});

test('reports every problem at once by the name of its variable', () => {
  assert.throws(
    () => loadSettings(settings, { PORT: '80a', LOG_LEVEL: 'loud' }),
    (error) =>
      error instanceof ConfigurationProblem &&
      error.problems.length === 2 &&
      error.message.includes('PORT must be a whole number from 0 to 65535') &&
      error.message.includes('LOG_LEVEL must be one of info, debug'),
  );
});

test('prints a secret as set, never its value', () => {
  const lines = describeSettings(settings, { KEY: 'hunter2' }).join('\n');
  assert.match(lines, /KEY=\(set\)/);
  assert.doesNotMatch(lines, /hunter2/);
});
