import { createReadCache } from '@cartwright/cache';
import { loadSettings } from '@cartwright/config';
import { createGateway, gatewaySettings } from '@cartwright/gateway';
import { logger } from '@cartwright/telemetry';
import { services } from './services.ts';

/** The OpenAPI document of every public route, without a running shop. */
export async function apiDocument(): Promise<string> {
  const unreachable = () => Promise.reject(new Error('only the description is wanted'));
  const gateway = await createGateway({
    services: services.map(({ contract }) => ({ contract, client: {} })),
    accounts: { identify: unreachable },
    mounts: {},
    readiness: async () => [],
    servesMetrics: false,
    trustedProxies: 0,
    cache: createReadCache({ bytesMax: 0, logs: [] }),
    settings: loadSettings(gatewaySettings, {}),
    log: logger({ level: 'silent' }),
  });
  const response = await gateway.inject('/api/openapi.json');
  await gateway.close();
  return `${JSON.stringify(response.json(), null, 2)}\n`;
}
