import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { logger } from '@cartwright/telemetry';
import { findTestProvider } from '@cartwright/test-payment-provider';
import type { Books } from '../books.ts';
import type { Configuration } from '../configuration.ts';
import { deploymentSecret } from '../deployment-secret.ts';
import { startPaymentProvider } from '../payment-provider.ts';

/**
 * Finds the test method's provider where it runs beside the shop; that of a stopped shop is started
 * for as long as its books are read. Where an address is configured, it is asked there. A provider
 * whose books are not here is none that could be asked: a new one would know of no payment.
 */
export async function findPaymentProvider(
  books: Books,
): Promise<{ settings: Configuration['services']; close: () => Promise<void> }> {
  const { configuration, shopUrl } = books;
  const { server, services } = configuration;
  const settings = services.payments;
  const isElsewhere = settings?.isTestMethodOn !== true || settings.testProviderUrl !== undefined;
  if (isElsewhere) return { settings: services, close: async () => undefined };
  const folder = join(server.dataDir, 'test-payment-provider');
  const found = await findTestProvider(folder);
  if (found !== undefined)
    return {
      settings: { ...services, payments: { ...settings, testProviderUrl: found } },
      close: async () => undefined,
    };
  if (!existsSync(join(folder, 'books.sqlite')))
    return { settings: services, close: async () => undefined };
  const secret = await deploymentSecret(server.secret, server.dataDir);
  const started = await startPaymentProvider({
    configuration,
    publicUrl: server.publicUrl ?? shopUrl ?? `http://${server.host}:${server.port}`,
    secret,
    log: logger({ level: 'silent' }),
  });
  return { settings: started.settings, close: async () => void (await started.step.run()) };
}
