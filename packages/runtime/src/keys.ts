import { hkdfSync } from 'node:crypto';

/** One secret of the deployment gives every purpose a key of its own (RFC 5869). */
export const deriveKey =
  (deploymentSecret: string) =>
  (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', deploymentSecret, 'cartwright', purpose, 32));
