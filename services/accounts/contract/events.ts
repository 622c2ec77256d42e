import { defineEvents, Id, staffActedEvent } from '@cartwright/contract';
import Type from 'typebox';

export const MailKind = Type.Union([
  Type.Literal('verify-address'),
  Type.Literal('reset-password'),
  Type.Literal('address-changed'),
  Type.Literal('welcome'),
]);

export const accountsEvents = defineEvents({
  ...staffActedEvent('accounts'),
  /** A mail must go out; its address and link are asked for by id, never told. */
  mailRequested: {
    type: 'accounts.mail-requested.v1',
    data: Type.Object({ mailId: Id, kind: MailKind }),
  },
  shopperRegistered: {
    type: 'accounts.shopper-registered.v1',
    data: Type.Object({ shopperId: Id }),
  },
  /** The account is gone: whoever keeps something about this shopper removes it. */
  shopperErased: {
    type: 'accounts.shopper-erased.v1',
    data: Type.Object({ shopperId: Id }),
  },
  addressVerified: {
    type: 'accounts.address-verified.v1',
    data: Type.Object({ shopperId: Id }),
  },
});
