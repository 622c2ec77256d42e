/**
 * Text as one line without control characters: a line end in a name can then neither add a header
 * to a mail nor a false line to its text part.
 */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
