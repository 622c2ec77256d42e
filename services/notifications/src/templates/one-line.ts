/**
 * Text as one line without control characters: a line end in a name can then neither add a header
 * to a mail nor a false line to its text part.
 */
export const oneLine = (text: string): string =>
  suspicious.test(text) ? text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim() : text;

/** Letters up to those of Canada hold no space but the plain one, and no line end. */
const suspicious = /[^ -~\u00a1-\u167f]|^ | $| {2}/;
