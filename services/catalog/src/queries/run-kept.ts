import { type Database, runStatement, statement } from '@cartwright/database';
import type { RawBuilder } from 'kysely';

/**
 * Runs a query whose text is the same each time: every connection plans it once. For those whose
 * best plan does not depend on their values; limits stand in the text, since PostgreSQL plans one
 * that it does not know each time anew.
 */
export async function runKept<Row extends object>(
  db: Database,
  query: RawBuilder<Row>,
): Promise<Row[]> {
  const { sql, parameters } = query.compile(db);
  return runStatement<unknown, Row>(db, statement(sql), parameters);
}
