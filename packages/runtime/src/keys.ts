import { hkdfSync } from 'node:crypto';

/** One secret of the deployment gives every purpose a key of its own (RFC 5869). */
export function deriveKey(deploymentSecret: string): (purpose: string) => Buffer {
  // Purposes are few and named in code, and deriving costs as much as a request's other hashes.
  const keys = new Map<string, Buffer>();
  return (purpose) => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', deploymentSecret, 'cartwright', purpose, 32));
    keys.set(purpose, key);
    return key;
  };
}
