import type { Handlers } from '@cartwright/contract';
import type { paymentsContract } from '../../contract/index.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { verifyPayments } from '../queries/verify-payments.ts';
import { verifyProviderKeys, verifyProviderPage } from '../queries/verify-provider.ts';

type Routes = 'verifyPayments' | 'verifyProviders' | 'verifyProviderPage' | 'verifyProviderKeys';

/** What the command `verify` asks. */
export const verifyHandlers = (
  parts: Pick<PaymentsParts, 'db' | 'providers'>,
): Pick<Handlers<typeof paymentsContract>, Routes> => ({
  verifyPayments: async ({ body }) => ({
    status: 200,
    body: await verifyPayments(parts.db, body),
  }),
  verifyProviders: async () => ({ status: 200, body: { names: [...parts.providers.keys()] } }),
  verifyProviderPage: async ({ body }) => ({
    status: 200,
    body: await verifyProviderPage(parts, body),
  }),
  verifyProviderKeys: async ({ body }) => ({
    status: 200,
    body: { differences: await verifyProviderKeys(parts, body) },
  }),
});
