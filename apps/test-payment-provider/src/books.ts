import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';

const SCHEMA = `
create table if not exists authorisation (
  id text primary key,
  key text not null unique,
  request_hash text not null,
  token text not null,
  reference text not null,
  amount integer not null check (amount >= 0),
  currency text not null,
  status text not null
    check (status in ('authorised', 'declined', 'action-required', 'pending', 'voided')),
  reason text,
  return_url text,
  expires_at integer,
  answer text not null,
  captured integer not null default 0 check (captured between 0 and amount),
  refunded integer not null default 0 check (refunded between 0 and captured),
  due_at integer,
  created_at integer not null,
  changed_at integer not null,
  sequence integer not null unique
) strict;
create index if not exists authorisation_due on authorisation (due_at) where due_at is not null;
create table if not exists movement (
  key text primary key,
  kind text not null check (kind in ('capture', 'refund')),
  authorisation_id text not null references authorisation (id),
  amount integer not null check (amount >= 0),
  created_at integer not null
) strict;
create index if not exists movement_authorisation on movement (authorisation_id);
create table if not exists void (
  authorisation_id text primary key references authorisation (id),
  released integer not null,
  created_at integer not null
) strict;
create table if not exists fenced_key (
  key text primary key,
  created_at integer not null
) strict;
create table if not exists lost_answer (
  key text primary key
) strict;
create table if not exists webhook (
  id integer primary key,
  event_id text not null,
  type text not null,
  body text not null,
  tries integer not null default 0,
  next_at integer,
  delivered_at integer,
  created_at integer not null
) strict;
create index if not exists webhook_next on webhook (next_at) where next_at is not null;
create table if not exists counter (name text primary key, value integer not null) strict;
insert or ignore into counter (name, value) values ('sequence', 0);
`;

/** The provider's own books: nothing that the shop does or loses changes them. */
export interface Books {
  commits: GroupCommit;
  one(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined;
  all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[];
  run(sql: string, ...values: SQLInputValue[]): number;
  /** The next number of the order in which authorisations last changed. */
  nextSequence(): number;
  close(): void;
}

export class BooksInUse extends Error {
  override readonly name = 'BooksInUse';
}

/** Opens or creates the books in a folder, which this process then holds alone. */
export function openBooks(dataDir: string): Books {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(dataDir, 'books.sqlite'));
  try {
    // The lock goes with the process, also when it is killed; so a second provider never starts.
    db.exec('pragma locking_mode = exclusive');
    db.exec('pragma journal_mode = wal');
    db.exec('pragma synchronous = full');
    db.exec('pragma foreign_keys = on');
    db.exec(SCHEMA);
    db.exec('begin immediate; commit');
  } catch (error) {
    db.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new BooksInUse(`another provider has the books in ${dataDir} open`, { cause: error });
    }
    throw error;
  }
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  // Nobody else writes these books, so the numbers need no row: one that is lost leaves a gap.
  const highest = statement(`
    select max(value, coalesce((select max(sequence) from authorisation), 0)) as value
    from counter
    where name = 'sequence'
  `).get();
  let sequence = Number(highest?.value);
  return {
    commits: createGroupCommit(db),
    one: (sql, ...values) => statement(sql).get(...values),
    all: (sql, ...values) => statement(sql).all(...values),
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    nextSequence() {
      sequence += 1;
      return sequence;
    },
    close: () => db.close(),
  };
}
