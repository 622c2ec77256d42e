import { catalogContract } from '@cartwright/catalog/contract';
import { checkoutContract } from '@cartwright/checkout/contract';
import { setting } from '@cartwright/config';
import { openOnce } from '@cartwright/http';
import { inventoryContract } from '@cartwright/inventory/contract';
import { notificationsContract } from '@cartwright/notifications/contract';
import { ordersContract } from '@cartwright/orders/contract';
import { paymentsContract } from '@cartwright/payments/contract';
import { pricingContract } from '@cartwright/pricing/contract';
import { defineService } from '@cartwright/runtime';
import { sql } from 'kysely';
import { accountsContract } from '../contract/index.ts';
import { onShopperForgotten } from './events/on-shopper-forgotten.ts';
import { onStaffActed } from './events/on-staff-acted.ts';
import { accountsHandlers } from './http/handlers.ts';
import { signInMount } from './http/sign-in-mount.ts';
import { forgetExpiredSessions } from './use-cases/end-sessions.ts';
import { forgetOldSignIns } from './use-cases/limit-sign-ins.ts';
import { forgetPresentedCodes } from './use-cases/take-code.ts';

export { createApiKey, knownScopes, listApiKeys, revokeApiKey } from './use-cases/api-keys.ts';
export { eraseShopper } from './use-cases/erase-shopper.ts';
export {
  endInvitation,
  inviteFirstOwner,
  inviteStaff,
  listOpenInvitations,
} from './use-cases/staff-invitations.ts';
export { listStaff, removeStaff } from './use-cases/staff-members.ts';

/** Sign-in, sessions, roles and API keys of shoppers and staff; the audit log. */
export const accounts = defineService({
  contract: accountsContract,
  config: {
    signInTriesMax: setting.integer({
      env: 'ACCOUNTS_SIGN_IN_TRIES_MAX',
      default: 30,
      min: 3,
      max: 100_000,
      unit: 'a minute and address',
      description: 'Most sign-ins, registrations and resets from one address',
    }),
    accountTriesMax: setting.integer({
      env: 'ACCOUNTS_ACCOUNT_TRIES_MAX',
      default: 20,
      min: 3,
      max: 100_000,
      unit: 'in 15 minutes and account',
      description: 'Most wrong passwords and codes for one account, from all addresses',
    }),
  },
  calls: {},
  hears: {
    accounts: accountsContract,
    catalog: catalogContract,
    pricing: pricingContract,
    inventory: inventoryContract,
    orders: ordersContract,
    payments: paymentsContract,
    checkout: checkoutContract,
    notifications: notificationsContract,
  },
  connectionsMax: 2,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db, log, publicUrl, secret }) => {
    // Most processes serve many strangers before somebody signs in, and better-auth is large.
    const { get: openAuth } = openOnce(async () => {
      const { createAuth } = await import('./auth.ts');
      return createAuth({
        db,
        log,
        publicUrl,
        secret: secret('sessions').export().toString('base64url'),
        signInTriesMax: config.signInTriesMax,
        accountTriesMax: config.accountTriesMax,
      });
    });
    return {
      handlers: accountsHandlers({ openAuth, db, log, triesMax: config.accountTriesMax }),
      mounts: {
        '/api/auth/': signInMount({ openAuth, log, publicUrl }),
      },
      subscriptions: [
        ...[
          accountsContract,
          catalogContract,
          pricingContract,
          inventoryContract,
          ordersContract,
          paymentsContract,
          notificationsContract,
        ].map(({ events }) => onStaffActed(events.staffActed)),
        ...onShopperForgotten,
      ],
      sweeps: [
        { name: 'forget-sign-ins', everyMs: 3_600_000, run: () => forgetOldSignIns(db) },
        { name: 'forget-sessions', everyMs: 3_600_000, run: () => forgetExpiredSessions(db) },
        { name: 'forget-codes', everyMs: 600_000, run: () => forgetPresentedCodes(db) },
        {
          name: 'forget-account-mails',
          everyMs: 3_600_000,
          run: () =>
            sql`
              delete from account_mail
              where created_at < now() - interval '2 days'
            `.execute(db),
        },
      ],
    };
  },
});
