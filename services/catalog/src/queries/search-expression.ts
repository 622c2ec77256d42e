import type { Database } from '@cartwright/database';
import { type RawBuilder, sql } from 'kysely';
import { corrections, searchExpression, searchWords } from '../domain/search-terms.ts';

/** Nearest words that are compared for a mistyped one; the right one is among the first few. */
const CANDIDATES_MAX = 40;

/**
 * The tsquery for what was typed; undefined when it holds no word. A word that no product has the
 * beginning of stands for its nearest known words; where that finds no published product, every
 * word does. It does not depend on a page or a filter, so that all pages of a list agree.
 */
export async function resolveSearch(db: Database, q: string): Promise<string | undefined> {
  const words = searchWords(q);
  if (words.length === 0) return undefined;
  const unknown = await unknownWords(db, words);
  const typed = await expressionOf(db, words, unknown);
  if (unknown.length === words.length || (await findsSomething(db, typed))) return typed;
  return expressionOf(db, words, words);
}

/** The expression as a query whose words are stemmed as those of products are. */
export const toTsquery = (expression: string): RawBuilder<unknown> =>
  sql`to_tsquery('catalog_words', ${expression})`;

async function expressionOf(
  db: Database,
  words: readonly string[],
  mistyped: readonly string[],
): Promise<string> {
  const nearest = await nearestWords(db, mistyped);
  return searchExpression(
    words.map((word) => ({ word, corrections: corrections(word, nearest.get(word) ?? []) })),
  );
}

async function findsSomething(db: Database, expression: string): Promise<boolean> {
  const found = await sql`
    select
    from product_search
    join product_list on product_list.product_id = product_search.product_id
    where document @@ ${toTsquery(expression)}
    limit 1
  `.execute(db);
  return found.rows.length > 0;
}

async function unknownWords(db: Database, words: readonly string[]): Promise<string[]> {
  const found = await sql<{ word: string }>`
    select typed.word
    from unnest(${words}::text[]) as typed (word)
    where not exists (
      select
      from search_word
      where search_word.word like typed.word || '%'
    )
  `.execute(db);
  return found.rows.map(({ word }) => word);
}

async function nearestWords(
  db: Database,
  words: readonly string[],
): Promise<Map<string, string[]>> {
  if (words.length === 0) return new Map();
  const found = await sql<{ typed: string; word: string }>`
    select typed.word as typed,
           nearest.word
    from unnest(${words}::text[]) as typed (word)
    cross join lateral (
      select word
      from search_word
      order by search_word.word <-> typed.word
      limit ${CANDIDATES_MAX}
    ) as nearest
  `.execute(db);
  const groups = Map.groupBy(found.rows, ({ typed }) => typed);
  return new Map([...groups].map(([typed, rows]) => [typed, rows.map(({ word }) => word)]));
}
