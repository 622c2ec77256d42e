import {
  type Database,
  runOnce,
  runStatement,
  type Statement,
  statement,
} from '@cartwright/database';
import type { RawBuilder } from 'kysely';

/**
 * A plan takes up to 300 kB of each connection, and the texts of searches are as many as there are
 * ways to combine filters.
 */
const KEPT_MAX = 100;

/** Made once of each text: its name is a hash. */
const kept = new Map<string, Statement<object>>();

/**
 * Runs a query whose text is the same each time: every connection plans it once. For those whose
 * best plan does not depend on their values; limits stand in the text, since PostgreSQL plans one
 * that it does not know each time anew. Of texts beyond the first hundred no plan is kept.
 */
export async function runKept<Row extends object>(
  db: Database,
  query: RawBuilder<Row>,
): Promise<Row[]> {
  const { sql, parameters } = query.compile(db);
  const known: Statement<Row> | undefined = statementOf(sql);
  return known === undefined ? runOnce(db, sql, parameters) : runStatement(db, known, parameters);
}

/** A text tells the type of its rows, as far as anything can. */
function statementOf<Row extends object>(text: string): Statement<Row> | undefined {
  const known = kept.get(text);
  if (known !== undefined) return known as Statement<Row>;
  if (kept.size >= KEPT_MAX) return undefined;
  const made = statement<Row>(text);
  kept.set(text, made);
  return made;
}

/** Runs a query that is best planned for its values. */
export async function runAnew<Row extends object>(
  db: Database,
  query: RawBuilder<Row>,
): Promise<Row[]> {
  const { sql, parameters } = query.compile(db);
  return runOnce(db, sql, parameters);
}
