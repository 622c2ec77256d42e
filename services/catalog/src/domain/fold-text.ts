/** Text as it is compared: without accents and case, so that "Café" meets "cafe". */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .normalize('NFC')
    .trim();

/** Longest part of a title that decides its place in a list; an index entry must hold it. */
const TITLE_KEY_MAX = 200;

export const titleKey = (title: string): string =>
  // By code points, so that no character is cut in two.
  Array.from(foldText(title)).slice(0, TITLE_KEY_MAX).join('');

/** The words of a text, folded. Everything but letters and digits parts words. */
export const wordsOf = (text: string): string[] => foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Text of a description without its markup, for search. */
export const withoutMarkup = (html: string): string =>
  html.replace(/<[^<>]*>/g, ' ').replace(/&[a-z0-9#]{1,10};/gi, ' ');
