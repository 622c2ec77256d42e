import {
  type Authorisation,
  type AuthorisationRow,
  changeStatus,
  findById,
  findByKey,
  isFenced,
  present,
} from './authorisation.ts';
import type { Gateway } from './authorise.ts';
import type { Books } from './books.ts';
import { CutConnection, Refusal } from './refusal.ts';
import { recordWebhook } from './webhooks.ts';

type MovementKind = 'capture' | 'refund';

interface MovementRequest {
  kind: MovementKind;
  authorisationId: string;
  key: string;
  amount: number;
}

/** Captures or refunds once for a key; a repeat gets the authorisation as it stands. */
export async function move(gateway: Gateway, request: MovementRequest): Promise<Authorisation> {
  const { books } = gateway;
  const done = await books.commits.write(() => {
    const row = get(books, request.authorisationId);
    const known = books.one(
      'select kind, authorisation_id, amount from movement where key = ?',
      request.key,
    );
    if (known === undefined) record(books, row, request);
    else if (
      known.kind !== request.kind ||
      known.authorisation_id !== row.id ||
      known.amount !== request.amount
    )
      throw new Refusal(409, 'key-reused', 'this key was used with another body');
    return answer(gateway, row, { type: request.kind, key: request.key });
  });
  gateway.wake();
  if (done.isLost) throw new CutConnection('answer lost');
  return done.body;
}

function record(books: Books, row: AuthorisationRow, request: MovementRequest): void {
  const now = Date.now();
  if (request.kind === 'capture') {
    if (row.status !== 'authorised')
      throw new Refusal(409, 'not-authorised', `the authorisation is ${row.status}`);
    if (row.captured + request.amount > row.amount)
      throw new Refusal(409, 'exceeds-authorised', 'more than is authorised');
  } else if (row.refunded + request.amount > row.captured) {
    throw new Refusal(409, 'exceeds-captured', 'more than is captured');
  }
  books.run(
    `insert into movement (key, kind, authorisation_id, amount, created_at)
     values (?, ?, ?, ?, ?)`,
    request.key,
    request.kind,
    row.id,
    request.amount,
    now,
  );
  books.run(
    `update authorisation
        set captured = captured + ?, refunded = refunded + ?, changed_at = ?, sequence = ?
      where id = ?`,
    request.kind === 'capture' ? request.amount : 0,
    request.kind === 'refund' ? request.amount : 0,
    now,
    books.nextSequence(),
    row.id,
  );
}

/** Releases what is not captured; also ends a pending authorisation. A repeat changes nothing. */
export async function release(gateway: Gateway, authorisationId: string): Promise<Authorisation> {
  const { books } = gateway;
  const done = await books.commits.write(() => {
    const row = get(books, authorisationId);
    if (row.status === 'declined')
      throw new Refusal(409, 'not-authorised', 'the authorisation is declined');
    if (row.status === 'authorised' && row.amount > 0 && row.captured === row.amount)
      throw new Refusal(409, 'already-captured', 'everything is captured');
    if (row.status !== 'voided') {
      const now = Date.now();
      books.run(
        'insert into void (authorisation_id, released, created_at) values (?, ?, ?)',
        row.id,
        row.amount - row.captured,
        now,
      );
      changeStatus(books, { id: row.id, status: 'voided', reason: null, now });
    }
    return answer(gateway, row, { type: 'void', key: row.key });
  });
  gateway.wake();
  if (done.isLost) throw new CutConnection('answer lost');
  return done.body;
}

function get(books: Books, id: string): AuthorisationRow {
  const row = findById(books, id);
  if (row === undefined) throw new Refusal(404, 'not-found', 'there is no such authorisation');
  return row;
}

function answer(gateway: Gateway, row: AuthorisationRow, o: { type: string; key: string }) {
  const { books } = gateway;
  const body = present(books, get(books, row.id), gateway.publicUrl());
  const now = Date.now();
  if (gateway.settings.sendsAllWebhooks) {
    recordWebhook(books, { type: `authorisation.${o.type}`, data: body, now, dueAt: now });
  }
  const losesAnswers = row.token === 'approve-lost-later-answers';
  const isLost =
    losesAnswers &&
    books.run('insert or ignore into lost_answer (key) values (?)', `${o.type}:${o.key}`) === 1;
  return { body, isLost };
}

/**
 * The caller's way out of not knowing: answers the authorisation of the key, or else promises to
 * refuse the key from now on, so that a request still on its way cannot succeed.
 */
export function fence(
  gateway: Gateway,
  key: string,
): Promise<{ fenced: true } | { fenced: false; authorisation: Authorisation }> {
  const { books } = gateway;
  return books.commits.write(() => {
    const row = findByKey(books, key);
    if (row !== undefined) {
      const authorisation = present(books, row, gateway.publicUrl());
      return { fenced: false as const, authorisation };
    }
    if (!isFenced(books, key)) {
      books.run('insert into fenced_key (key, created_at) values (?, ?)', key, Date.now());
    }
    return { fenced: true as const };
  });
}
