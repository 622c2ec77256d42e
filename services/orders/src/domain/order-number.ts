const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Two groups of Crockford base32: readable on the telephone, and silent about how many orders the
 * shop has. Each of the eight bytes gives a digit, so they must be random.
 */
export function orderNumberOf(bytes: Uint8Array): string {
  const characters = [...bytes].map((byte) => digits[byte % digits.length]).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/**
 * The number that someone meant: letters that Crockford base32 leaves out are read as the digits
 * they look like, and the hyphen may be missing. Undefined when it cannot be a number.
 */
export function readOrderNumber(typed: string): string | undefined {
  const characters = typed
    .toUpperCase()
    .replaceAll(/[\s#-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(characters)
    ? `${characters.slice(0, 4)}-${characters.slice(4)}`
    : undefined;
}
