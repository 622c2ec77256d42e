import { createHmac } from 'node:crypto';

const periodMs = 30_000;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The code that an authenticator app shows (RFC 6238: SHA-1, 6 digits, 30 s) for a key as people
 * type it. `ahead` counts half minutes: the code after this one is 1.
 */
export function authenticatorCode(key: string, ahead = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / periodMs) + ahead));
  const digest = createHmac('sha1', bytesOf(key)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The key in the address that a QR code holds. */
export const keyOfUri = (uri: string): string => new URL(uri).searchParams.get('secret') ?? '';

function bytesOf(key: string): Buffer {
  const bits = [...key.replaceAll(/[\s=]/g, '').toUpperCase()]
    .map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
