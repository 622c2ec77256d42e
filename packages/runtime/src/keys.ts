import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** One secret of the deployment gives every purpose a key of its own (RFC 5869). */
export function deriveKey(deploymentSecret: string): (purpose: string) => KeyObject {
  // Purposes are few and named in code, and deriving costs as much as a request's other hashes.
  const keys = new Map<string, KeyObject>();
  return (purpose) => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const bytes = hkdfSync('sha256', deploymentSecret, 'cartwright', purpose, 32);
    // Bytes would be made a key again at each hash, which takes longer than the hash.
    const key = createSecretKey(new Uint8Array(bytes));
    keys.set(purpose, key);
    return key;
  };
}
