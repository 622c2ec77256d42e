import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits need no salt and no slow hash: they cannot be guessed or listed. */
export const newSecret = (prefix: string): string =>
  `${prefix}${randomBytes(32).toString('base64url')}`;

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
