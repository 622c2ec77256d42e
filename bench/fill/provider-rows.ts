import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startTestProvider, stopTestProvider } from '@cartwright/test-payment-provider';
import pg from 'pg';

const PAGE = 20_000;

interface TryRow {
  id: string;
  paymentId: string;
  amount: number;
  isVoided: boolean;
  captured: number;
  captureId: string | null;
  createdMs: number;
  changedMs: number;
}

/**
 * Writes the books of the test payment provider: what it would have recorded of the tries that
 * payments has. They live in its own folder below DATA_DIR, in SQLite.
 */
export async function fillProviderBooks(o: {
  dataDir: string;
  paymentsUrl: string;
  say: (line: string) => void;
}): Promise<void> {
  const folder = join(o.dataDir, 'test-payment-provider');
  await makeEmptyBooks(folder);
  const books = new DatabaseSync(join(folder, 'books.sqlite'));
  const client = new pg.Client({ connectionString: o.paymentsUrl });
  await client.connect();
  try {
    await client.query('set search_path to payments');
    books.exec('pragma synchronous = off');
    const write = writerOf(books);
    let after = '00000000-0000-0000-0000-000000000000';
    let count = 0;
    for (;;) {
      const { rows } = await client.query<TryRow>(tries, [after, PAGE]);
      if (rows.length === 0) break;
      books.exec('begin');
      for (const row of rows) write(row);
      books.exec('commit');
      after = rows.at(-1)?.id ?? after;
      count += rows.length;
    }
    numberByChange(books);
    o.say(`payment provider: ${count} authorisations`);
  } finally {
    await client.end();
    books.close();
  }
}

/** The provider makes its own tables: it starts once on its folder. */
async function makeEmptyBooks(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = 'fill';
  const log = { info: () => undefined, warn: () => undefined };
  await startTestProvider({ dataDir: folder, webhookUrl: 'http://127.0.0.1:9/', secret, log });
  await stopTestProvider({ dataDir: folder, secret });
}

const tries = `
  select t.try_id as id,
         t.payment_id as "paymentId",
         t.amount_minor::float8 as amount,
         t.status = 'voided' as "isVoided",
         t.captured_minor::float8 as captured,
         m.id as "captureId",
         floor(extract(epoch from t.created_at) * 1000)::float8 as "createdMs",
         floor(extract(epoch from t.updated_at) * 1000)::float8 as "changedMs"
  from payment_try t
  left join movement m
    on m.try_id = t.try_id
  where t.try_id > $1
  order by t.try_id
  limit $2`;

function writerOf(books: DatabaseSync): (row: TryRow) => void {
  const authorisation = books.prepare(
    `insert into authorisation (id, key, request_hash, token, reference, amount, currency, status,
       answer, captured, created_at, changed_at, sequence)
     values (?, ?, '', 'approve', 'filled', ?, 'EUR', ?, '{}', ?, ?, ?, ?)`,
  );
  const movement = books.prepare(
    `insert into movement (key, kind, authorisation_id, amount, created_at)
     values (?, 'capture', ?, ?, ?)`,
  );
  const release = books.prepare(
    'insert into void (authorisation_id, released, created_at) values (?, ?, ?)',
  );
  let number = 0;
  return (row) => {
    number += 1;
    const status = row.isVoided ? 'voided' : 'authorised';
    authorisation.run(
      row.paymentId,
      row.id,
      row.amount,
      status,
      row.captured,
      row.createdMs,
      row.changedMs,
      number,
    );
    if (row.captureId !== null)
      movement.run(row.captureId, row.paymentId, row.captured, row.changedMs);
    if (row.isVoided) release.run(row.paymentId, row.amount, row.changedMs);
  };
}

/** The provider lists by the number of the last change; tries came in the order of their making. */
function numberByChange(books: DatabaseSync): void {
  books.exec(`
    begin;
    create temp table placed as
    select id, row_number() over (order by changed_at, id) as place from authorisation;
    create unique index placed_id on placed (id);
    update authorisation set sequence = -sequence;
    update authorisation
    set sequence = (select place from placed where placed.id = authorisation.id);
    update counter
    set value = (select coalesce(max(sequence), 0) from authorisation)
    where name = 'sequence';
    drop table placed;
    commit`);
}
