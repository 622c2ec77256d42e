import { join } from 'node:path';
import { deriveKey } from '@cartwright/runtime';
import type { Logger } from '@cartwright/telemetry';
import {
  startTestProvider,
  stopTestProvider,
  superviseTestProvider,
} from '@cartwright/test-payment-provider';
import type { Configuration } from './configuration.ts';
import type { StopStep } from './shutdown.ts';

/**
 * Starts the test method's provider where that method is on, or finds the one that an earlier
 * start left running: its books survive us. One that dies is started again. Payments learns its
 * address by the settings that come back; where an address is configured, somebody else runs the
 * provider.
 */
export async function startPaymentProvider(o: {
  configuration: Configuration;
  publicUrl: string;
  secret: string;
  log: Logger;
}): Promise<{ settings: Configuration['services']; step: StopStep }> {
  const name = 'stop the test payment provider';
  const { services } = o.configuration;
  const settings = services.payments;
  if (settings?.isTestMethodOn !== true || settings.testProviderUrl !== undefined)
    return { settings: services, step: { name, run: async () => undefined } };
  const dataDir = join(o.configuration.server.dataDir, 'test-payment-provider');
  const secret = deriveKey(o.secret)('test-payment-provider').export().toString('base64url');
  const webhookUrl = `${o.publicUrl}/api/v1/payments/webhooks/test`;
  const options = { dataDir, secret, webhookUrl, log: o.log };
  const { url, port } = await startTestProvider(options);
  const supervision = superviseTestProvider({ ...options, port });
  return {
    settings: { ...services, payments: { ...settings, testProviderUrl: url } },
    step: {
      name,
      run: async () => {
        await supervision.stop();
        await stopTestProvider({ dataDir, secret });
      },
    },
  };
}
