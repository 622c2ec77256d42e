import { sql } from 'kysely';
import type { MailKind } from '../../contract/api.ts';

interface KindOfMail {
  about: 'order' | 'account';
  /** Whether it says the same, to the same recipient, whenever it is made; else it is kept. */
  canBeRemade: boolean;
}

const fromOrder: KindOfMail = { about: 'order', canBeRemade: true };
/** What accounts say is gone once its link was used. */
const fromAccount: KindOfMail = { about: 'account', canBeRemade: false };

const kinds: Readonly<Record<MailKind, KindOfMail>> = {
  'order-placed': fromOrder,
  'order-cancelled': fromOrder,
  'fulfilment-created': fromOrder,
  'order-refunded': fromOrder,
  'withdrawal-declared': fromOrder,
  // Its recipient and its language are settings, which may change or be taken away.
  'withdrawal-to-handle': { about: 'order', canBeRemade: false },
  'verify-address': fromAccount,
  'reset-password': fromAccount,
  'address-changed': fromAccount,
  welcome: fromAccount,
};

export const canBeRemade = (kind: MailKind): boolean => kinds[kind].canBeRemade;

const accountKinds = Object.entries(kinds)
  .filter(([, { about }]) => about === 'account')
  .map(([kind]) => sql.lit(kind));

/** In literals, as the index of such mails says it. */
export const isAccountMail = sql`kind in (${sql.join(accountKinds)})`;
