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
