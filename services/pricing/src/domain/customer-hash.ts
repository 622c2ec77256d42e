import { createHmac, type KeyObject } from 'node:crypto';

/** Names a customer without saying who it is; addresses that differ in case only are the same. */
export const customerHashOf = (secret: KeyObject, customerKey: string): string =>
  createHmac('sha256', secret).update(customerKey.trim().toLowerCase()).digest('base64url');
