import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';

/**
 * A statement of a hot path, with `$1` for its values. It stands apart from Kysely: its text is
 * made once, and each connection parses and plans it once.
 */
export interface Statement<Row extends object> {
  readonly name: string;
  readonly text: string;
  /** Only carries the type. */
  readonly row?: Row;
}

export const statement = <Row extends object>(text: string): Statement<Row> => ({
  name: createHash('sha256').update(text).digest('hex').slice(0, 20),
  text,
});

/**
 * A statement's value, given once its waits for locks are bounded by `lockTimeout`, another value.
 * What the statement locks must depend on it. The bound ends with the statement's own transaction.
 */
export const boundedBy = (lockTimeout: `$${number}`, value: string): string =>
  `case when set_config('lock_timeout', ${lockTimeout}, true) is not null then ${value} end`;

const pools = new WeakMap<object, Pool>();

/** Part of opening a database: makes `runStatement` find the pool of its handle. */
export const rememberPool = (db: object, pool: Pool): void => void pools.set(db, pool);

/**
 * Runs a text that is one of very many: planned each time, and kept by no connection. Not for use
 * inside `transaction` either.
 */
export async function runOnce<T, Row extends object>(
  db: Kysely<T>,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await poolOf(db).query<Row>({ text, values: [...values] });
  return rows;
}

/** Runs it in a transaction of its own, so it is not for use inside `transaction`. */
export async function runStatement<T, Row extends object>(
  db: Kysely<T>,
  { name, text }: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await poolOf(db).query<Row>({ name, text, values: [...values] });
  return rows;
}

function poolOf(db: object): Pool {
  const pool = pools.get(db);
  if (pool === undefined) throw new Error('A statement runs on an opened database, not on a tx');
  return pool;
}
