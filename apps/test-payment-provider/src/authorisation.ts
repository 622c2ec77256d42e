import type { Books } from './books.ts';

type Status = 'authorised' | 'declined' | 'action-required' | 'pending' | 'voided';

/** One authorisation as a row of the books. */
export interface AuthorisationRow {
  id: string;
  key: string;
  request_hash: string;
  token: string;
  reference: string;
  amount: number;
  currency: string;
  status: Status;
  reason: string | null;
  return_url: string | null;
  expires_at: number | null;
  answer: string;
  captured: number;
  refunded: number;
  due_at: number | null;
  created_at: number;
  changed_at: number;
  sequence: number;
}

/** One authorisation as callers and webhooks see it. */
export interface Authorisation {
  id: string;
  key: string;
  reference: string;
  amount: { amount: number; currency: string };
  status: Status;
  reason: string | null;
  action: { url: string; expiresAt: string } | null;
  captured: number;
  refunded: number;
  captures: { key: string; amount: number }[];
  refunds: { key: string; amount: number }[];
  createdAt: string;
  changedAt: string;
}

// The table is strict and its statuses are checked, so a row has exactly this shape.
const asRow = (row: Record<string, unknown> | undefined): AuthorisationRow | undefined =>
  row as AuthorisationRow | undefined;

export const findById = (books: Books, id: string): AuthorisationRow | undefined =>
  asRow(books.one('select * from authorisation where id = ?', id));

export const findByKey = (books: Books, key: string): AuthorisationRow | undefined =>
  asRow(books.one('select * from authorisation where key = ?', key));

export const findDue = (books: Books, now: number): AuthorisationRow[] =>
  books
    .all('select * from authorisation where due_at <= ? order by due_at limit 100', now)
    .flatMap((row) => asRow(row) ?? []);

export const findChanged = (books: Books, o: { after: number; from: number; limit: number }) =>
  books
    .all(
      `select * from authorisation
        where sequence > ? and changed_at >= ?
        order by sequence
        limit ?`,
      o.after,
      o.from,
      o.limit,
    )
    .flatMap((row) => asRow(row) ?? []);

export const isFenced = (books: Books, key: string): boolean =>
  books.one('select 1 as found from fenced_key where key = ?', key) !== undefined;

export function insertAuthorisation(books: Books, row: AuthorisationRow): void {
  books.run(
    `insert into authorisation (id, key, request_hash, token, reference, amount, currency, status,
       reason, return_url, expires_at, answer, due_at, created_at, changed_at, sequence)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.key,
    row.request_hash,
    row.token,
    row.reference,
    row.amount,
    row.currency,
    row.status,
    row.reason,
    row.return_url,
    row.expires_at,
    row.answer,
    row.due_at,
    row.created_at,
    row.changed_at,
    row.sequence,
  );
}

/** Moves an authorisation on; its number in the order of changes is renewed. */
export function changeStatus(
  books: Books,
  o: { id: string; status: Status; reason: string | null; now: number },
): void {
  books.run(
    `update authorisation
        set status = ?, reason = ?, due_at = null, changed_at = ?, sequence = ?
      where id = ?`,
    o.status,
    o.reason,
    o.now,
    books.nextSequence(),
    o.id,
  );
}

export function present(books: Books, row: AuthorisationRow, publicUrl: string): Authorisation {
  const movements = books.all(
    'select key, kind, amount from movement where authorisation_id = ? order by created_at, key',
    row.id,
  );
  const ofKind = (kind: string) =>
    movements
      .filter((movement) => movement.kind === kind)
      .map((movement) => ({ key: String(movement.key), amount: Number(movement.amount) }));
  return {
    ...presentNew(row, publicUrl),
    captures: ofKind('capture'),
    refunds: ofKind('refund'),
  };
}

/** One of which no money has moved yet. */
export function presentNew(row: AuthorisationRow, publicUrl: string): Authorisation {
  return {
    id: row.id,
    key: row.key,
    reference: row.reference,
    amount: { amount: row.amount, currency: row.currency },
    status: row.status,
    reason: row.reason,
    action:
      row.status === 'action-required'
        ? {
            url: `${publicUrl}/challenges/${row.id}`,
            expiresAt: new Date(row.expires_at ?? row.created_at).toISOString(),
          }
        : null,
    captured: row.captured,
    refunded: row.refunded,
    captures: [],
    refunds: [],
    createdAt: new Date(row.created_at).toISOString(),
    changedAt: new Date(row.changed_at).toISOString(),
  };
}
