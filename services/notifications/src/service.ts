import { accountsContract } from '@cartwright/accounts/contract';
import { setting } from '@cartwright/config';
import { ordersContract } from '@cartwright/orders/contract';
import { defineService } from '@cartwright/runtime';
import { notificationsContract } from '../contract/index.ts';
import { keepInMailbox } from './deliver/deliver.ts';
import { mailConnectionsMax, smtpDelivery } from './deliver/smtp.ts';
import { onOrderErased, onShopperErased } from './events/on-erased.ts';
import { onMailWanted } from './events/on-mail-wanted.ts';
import { notificationsHandlers } from './http/handlers.ts';
import { isLoopbackName, mailbox } from './http/mailbox.ts';
import { forgetRecipient } from './jobs/forget-recipient.ts';
import { sendMail } from './jobs/send-mail.ts';
import { mailStoreIn } from './store/mail-rows.ts';

/** Mails made from events, delivered by durable jobs. */
export const notifications = defineService({
  contract: notificationsContract,
  config: {
    smtpUrl: setting.optionalText({
      env: 'SMTP_URL',
      description: 'Mail server; without it mails are kept in the table and shown at /mailbox',
      pattern: /^smtps?:\/\/\S+$/,
      problem: 'must be an address such as smtps://user:password@mail.example:465',
      secret: true,
    }),
    mailFrom: setting.text({
      env: 'MAIL_FROM',
      description: 'Sender of all mails',
      default: 'Cartwright <shop@localhost>',
      pattern: /^[^\r\n]*@[^\r\n]+$/,
      problem: 'must be a mail address, with a name before it in the form: Shop <shop@example.com>',
    }),
    shopName: setting.text({
      env: 'SHOP_NAME',
      description: 'Name of the shop in mails',
      default: 'Cartwright',
    }),
    shopEmail: setting.optionalText({
      env: 'SHOP_EMAIL',
      description: 'Mail address for customers, to which the shop is told of withdrawals',
      pattern: /^[^\s@]+@[^\s@]+$/,
      problem: 'must be a mail address such as shop@example.com',
    }),
    mailLanguage: setting.oneOf({
      env: 'MAIL_LANGUAGE',
      description: 'Language of mails to the shop, and about accounts in no language we have',
      values: ['en', 'de'],
      default: 'en',
    }),
    nodeEnv: setting.text({
      env: 'NODE_ENV',
      description: 'In production the development mailbox is closed',
      default: 'development',
    }),
  },
  calls: { orders: ordersContract, accounts: accountsContract },
  hears: { orders: ordersContract, accounts: accountsContract },
  // Mails wait for the mail server, not for the database.
  connectionsMax: 2,
  // A job may be a single mail, so fewer would leave connections of a slow mail server unused.
  // In a crowd up to 32 share a job: three times as many then wait for the three connections.
  jobsAtOnce: mailConnectionsMax,
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db, clients, jobs, log, publicUrl }) => {
    const smtp =
      config.smtpUrl === undefined
        ? undefined
        : smtpDelivery({ url: config.smtpUrl, from: config.mailFrom });
    const parts = {
      db,
      mails: mailStoreIn(db),
      jobs,
      log,
      orders: clients.orders,
      accounts: clients.accounts,
      deliver: smtp?.deliver ?? keepInMailbox,
      shopName: config.shopName,
      shopEmail: config.shopEmail,
      shopLanguage: config.mailLanguage,
      messageHost: new URL(publicUrl).hostname,
    };
    // Behind a proxy on this machine everybody seems to come from it, so the address counts too.
    const isLocal = isLoopbackName(new URL(publicUrl).hostname);
    const isOpen = smtp === undefined && config.nodeEnv !== 'production' && isLocal;
    return {
      handlers: notificationsHandlers(parts),
      subscriptions: [...onMailWanted(parts), onOrderErased, onShopperErased(parts)],
      jobs: [sendMail(parts), forgetRecipient(parts)],
      mounts: { '/mailbox': mailbox({ ...parts, isOpen }) },
      stop: async () => smtp?.close(),
    };
  },
});
