import { editDistance, mistakesMax } from './edit-distance.ts';
import { wordsOf } from './fold-text.ts';

/** More words narrow nothing and cost time. */
const SEARCH_WORDS_MAX = 10;
const WORD_LENGTH_MAX = 50;
const CORRECTIONS_MAX = 4;

/** Words that sentences need and products lack; looked for only when nothing else was typed. */
const fillWords: ReadonlySet<string> = new Set([
  'a',
  'an',
  'the',
  'and',
  'or',
  'of',
  'for',
  'with',
  'in',
  'to',
  'by',
  's',
]);

/** The distinct words of what a shopper typed. */
export function searchWords(q: string): string[] {
  const words = [...new Set(wordsOf(q).map((word) => word.slice(0, WORD_LENGTH_MAX)))];
  const telling = words.filter((word) => !fillWords.has(word));
  return (telling.length === 0 ? words : telling).slice(0, SEARCH_WORDS_MAX);
}

/** Words that are remembered for corrections: numbers and very long words are not mistyped. */
export const rememberedWords = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap(wordsOf))]
    .filter((word) => word.length >= 3 && word.length <= WORD_LENGTH_MAX && /^\p{L}+$/u.test(word))
    .sort();

const alphabet = [...'abcdefghijklmnopqrstuvwxyz'];
/** Longer ones are found by letters in a row, and would need a thousand guesses. */
const GUESSED_LETTERS_MAX = 20;

/**
 * Every word that is one mistake away: a letter left out, added, changed, or swapped with its
 * neighbour. Some 60 for each letter, so that looking them all up is quick. Letters of other
 * scripts are left out and swapped, but not added.
 */
export function wordsOneMistakeAway(typed: string): string[] {
  const letters = [...typed];
  if (mistakesMax(typed) === 0 || letters.length > GUESSED_LETTERS_MAX) return [];
  const around = Array.from({ length: letters.length + 1 }, (_, index) => ({
    before: letters.slice(0, index).join(''),
    letter: letters[index],
    next: letters[index + 1],
    after: letters.slice(index + 1).join(''),
    afterNext: letters.slice(index + 2).join(''),
  }));
  const near = around.flatMap(({ before, letter, next, after, afterNext }) => [
    ...alphabet.map((added) => `${before}${added}${letter ?? ''}${after}`),
    ...(letter === undefined ? [] : [`${before}${after}`]),
    ...(letter === undefined ? [] : alphabet.map((other) => `${before}${other}${after}`)),
    ...(letter === undefined || next === undefined
      ? []
      : [`${before}${next}${letter}${afterNext}`]),
  ]);
  const distinct = new Set(near);
  distinct.delete(typed);
  return [...distinct];
}

/** The known words that the typed one may have been meant to be, nearest first. */
export function corrections(typed: string, known: readonly string[]): string[] {
  const distances = known.map((word) => ({ word, distance: distanceToStart(typed, word) }));
  return distances
    .filter((candidate) => candidate.distance <= mistakesMax(typed))
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1))
    .slice(0, CORRECTIONS_MAX)
    .map((candidate) => candidate.word);
}

/** A word that is still being typed is compared with the beginning of a longer one, too. */
const distanceToStart = (typed: string, word: string): number =>
  Math.min(
    editDistance(typed, word),
    // One more than its own mistakes, so that whole words come first.
    editDistance(typed, word.slice(0, typed.length)) + (word.length > typed.length + 1 ? 1 : 0),
  );

interface SearchWord {
  word: string;
  /** Products have this very word: longer ones that begin with it are not meant. */
  isWhole: boolean;
  corrections: readonly string[];
}

/**
 * A tsquery: every word must occur, as a word or as the beginning of one, or as one of its
 * corrections. Words hold only letters and digits, so nothing of PostgreSQL's query syntax can come
 * in.
 */
export const searchExpression = (words: readonly SearchWord[]): string =>
  words
    .map(({ word, isWhole, corrections: meant }) =>
      [isWhole ? word : `${word}:*`, ...meant].join(' | '),
    )
    .map((alternatives) => `(${alternatives})`)
    .join(' & ');
