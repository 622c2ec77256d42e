import { foldText } from './fold-text.ts';

/** ASCII's own "unit separator": stands between name and value of a term. */
const separator = '\u001f';

/** Folding can lengthen a text many times over, and an index entry must hold the term. */
const FOLDED_MAX = 255;
const folded = (text: string): string => foldText(text).slice(0, FOLDED_MAX).toWellFormed();

/** One choice as lists are filtered by it: name and value, without regard to case and accents. */
export const optionTerm = (name: string, value: string): string =>
  `${folded(name)}${separator}${folded(value)}`;

export const termPrefix = (name: string): string => `${folded(name)}${separator}`;

/** A term as the shop spells it. */
export interface OptionLabel {
  term: string;
  name: string;
  value: string;
}
