import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReadCache } from '@cartwright/cache';
import { loadSettings } from '@cartwright/config';
import { logger } from '@cartwright/telemetry';
import { createGateway } from './gateway.ts';
import { gatewaySettings } from './limits/settings.ts';

test('the API document is made once, and its pages are led to it', async () => {
  const gateway = await createGateway({
    services: [],
    accounts: { identify: () => Promise.reject(new Error('nobody is asked')) },
    mounts: {},
    readiness: async () => [],
    servesMetrics: false,
    trustedProxies: 0,
    cache: createReadCache({ bytesMax: 0, logs: [] }),
    settings: loadSettings(gatewaySettings, {}),
    log: logger({ level: 'silent' }),
  });
  const first = await gateway.inject('/api/openapi.json');
  assert.equal(first.json().openapi, '3.1.0');
  gateway.swagger = () => assert.fail('it is made anew');
  const second = await gateway.inject('/api/openapi.json');
  assert.equal(second.headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(second.body, first.body);
  for (const name of ['json', 'yaml']) {
    const { statusCode, headers } = await gateway.inject(`/api/docs/${name}`);
    assert.deepEqual([statusCode, headers.location], [302, '/api/openapi.json']);
  }
  assert.equal((await gateway.inject('/api/docs')).statusCode, 200);
  await gateway.close();
});
