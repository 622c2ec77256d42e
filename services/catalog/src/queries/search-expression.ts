import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { mistakesMax } from '../domain/edit-distance.ts';
import {
  corrections,
  searchExpression,
  searchWords,
  wordsOneMistakeAway,
} from '../domain/search-terms.ts';
import { toTsquery } from './product-filters.ts';
import { runKept } from './run-kept.ts';
import type { SearchMemory } from './search-memory.ts';

/** Nearest words that are compared for a mistyped one; the right one is among the first few. */
const CANDIDATES_MAX = 40;

/** What was typed, ready to be looked for. */
export interface Search {
  /** A tsquery; undefined when nothing but signs was typed. */
  expression: string | undefined;
  /** The expression where nothing is found by the first: every word may be mistyped. */
  correct: () => Promise<string | undefined>;
}

/** A word that is still being typed may be the beginning of a longer one that is meant. */
type Typing = { isTyping: true } | { isTyping: false; memory: SearchMemory };

/**
 * The tsquery for what was typed: each word whole where products have it, else as a beginning. A
 * word that no product has the beginning of stands for its nearest known words. It does not depend
 * on a page or a filter, so that all pages of a list agree.
 */
export async function readSearch(db: Database, q: string, typing: Typing): Promise<Search> {
  const words = searchWords(q);
  if (words.length === 0) return { expression: undefined, correct: async () => undefined };
  const known = await knownWords(db, words, typing);
  const unknown = words.filter((word) => known.get(word) === 'unknown');
  const expression = await expressionOf(db, { words, known, mistyped: unknown });
  return {
    expression,
    correct: async () => {
      if (unknown.length === words.length || (await findsSomething(db, expression)))
        return undefined;
      return expressionOf(db, { words, known, mistyped: words });
    },
  };
}

/** The same where one answer is enough, and words may still be being typed. */
export async function resolveSearch(db: Database, q: string): Promise<string | undefined> {
  const { expression, correct } = await readSearch(db, q, { isTyping: true });
  return (await correct()) ?? expression;
}

/** How the words of published and unpublished products begin with a typed one. */
type Known = 'whole' | 'beginning' | 'unknown';

async function expressionOf(
  db: Database,
  typed: { words: readonly string[]; known: ReadonlyMap<string, Known>; mistyped: string[] },
): Promise<string> {
  const nearest = await nearestWords(db, typed.mistyped);
  return searchExpression(
    typed.words.map((word) => ({
      word,
      isWhole: typed.known.get(word) === 'whole' && !typed.mistyped.includes(word),
      corrections: corrections(word, nearest.get(word) ?? []),
    })),
  );
}

async function findsSomething(db: Database, expression: string): Promise<boolean> {
  const found = await sql`
    select
    from product_search
    where document @@ ${toTsquery(expression)}
      and published_at is not null
    limit 1
  `.execute(db);
  return found.rows.length > 0;
}

async function knownWords(
  db: Database,
  words: readonly string[],
  typing: Typing,
): Promise<ReadonlyMap<string, Known>> {
  const known = new Map<string, Known>();
  if (!typing.isTyping)
    for (const word of words) if (typing.memory.wholeWords.has(word)) known.set(word, 'whole');
  const others = words.filter((word) => !known.has(word));
  if (others.length === 0) return known;
  for (const { typed, first } of await firstWordsFrom(db, others)) {
    if (first?.startsWith(typed) !== true) known.set(typed, 'unknown');
    else if (first !== typed || typing.isTyping) known.set(typed, 'beginning');
    else {
      known.set(typed, 'whole');
      typing.memory.wholeWords.add(typed);
    }
  }
  return known;
}

/** The first known word at or after the typed one tells both: it is the word, or begins with it. */
const firstWordsFrom = (
  db: Database,
  words: readonly string[],
): Promise<{ typed: string; first: string | null }[]> =>
  runKept(
    db,
    sql<{ typed: string; first: string | null }>`
      select typed.word as typed,
             (
               select search_word.word
               from search_word
               where search_word.word ~>=~ typed.word
               order by search_word.word using ~<~
               limit 1
             ) as first
      from unnest(${words}::text[]) as typed (word)
    `,
  );

/**
 * Known words near the typed ones, unless these are too short to be mistyped. Those one mistake
 * away are looked up by name, which also finds swapped letters, where short words have hardly three
 * letters in a row in common; only a word without such a neighbour is compared with the dictionary.
 */
async function nearestWords(
  db: Database,
  typed: readonly string[],
): Promise<Map<string, string[]>> {
  // Words with digits alone are no word's mistake: none of them is remembered.
  const words = typed.filter((word) => mistakesMax(word) > 0 && /\p{L}/u.test(word));
  if (words.length === 0) return new Map();
  const nearest = await wordsNamed(
    db,
    words.flatMap((word) =>
      wordsOneMistakeAway(word).map((guess) => ({ typed: word, word: guess })),
    ),
  );
  const distant = words.filter((word) => !nearest.has(word));
  return new Map([...nearest, ...(await likeWords(db, distant))]);
}

async function wordsNamed(
  db: Database,
  guesses: readonly { typed: string; word: string }[],
): Promise<Map<string, string[]>> {
  if (guesses.length === 0) return new Map();
  const query = sql<{ typed: string; word: string }>`
    select guess.typed, guess.word
    from unnest(
      ${guesses.map(({ typed }) => typed)}::text[],
      ${guesses.map(({ word }) => word)}::text[]
    ) as guess (typed, word)
    where exists (
      select
      from search_word
      where search_word.word = guess.word
      offset 0
    )
  `;
  return byTyped(await runKept(db, query));
}

async function likeWords(db: Database, words: readonly string[]): Promise<Map<string, string[]>> {
  if (words.length === 0) return new Map();
  const query = sql<{ typed: string; word: string }>`
    select typed.word as typed,
           nearest.word
    from unnest(${words}::text[]) as typed (word)
    cross join lateral (
      select word
      from search_word
      order by search_word.word <-> typed.word
      limit ${sql.lit(CANDIDATES_MAX)}
    ) as nearest
  `;
  return byTyped(await runKept(db, query));
}

function byTyped(rows: readonly { typed: string; word: string }[]): Map<string, string[]> {
  const groups = Map.groupBy(rows, ({ typed }) => typed);
  return new Map([...groups].map(([typed, found]) => [typed, found.map(({ word }) => word)]));
}
