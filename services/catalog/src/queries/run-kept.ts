import { type Database, runOnce, runStatement, statement } from '@cartwright/database';
import type { RawBuilder } from 'kysely';

/**
 * A plan takes up to 300 kB of each connection, and the texts of searches are as many as there are
 * ways to combine filters.
 */
const KEPT_MAX = 100;

const kept = new Set<string>();

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
  if (kept.size < KEPT_MAX) kept.add(sql);
  if (kept.has(sql)) return runStatement<unknown, Row>(db, statement(sql), parameters);
  return runOnce(db, sql, parameters);
}

/** Runs a query that is best planned for its values. */
export async function runAnew<Row extends object>(
  db: Database,
  query: RawBuilder<Row>,
): Promise<Row[]> {
  const { sql, parameters } = query.compile(db);
  return runOnce(db, sql, parameters);
}
