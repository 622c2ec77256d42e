import { createHash, randomBytes } from 'node:crypto';
import {
  type Authorisation,
  changeStatus,
  findByKey,
  findDue,
  isFenced,
  present,
} from './authorisation.ts';
import type { Books } from './books.ts';
import { CutConnection, Refusal } from './refusal.ts';
import type { ProviderSettings } from './settings.ts';
import { type Outcome, outcomeOf } from './tokens.ts';
import { recordWebhook, type WebhookSender } from './webhooks.ts';

/** Time between the answer and a webhook that comes at once. */
const SOON_MS = 50;

export interface AuthoriseRequest {
  key: string;
  amount: number;
  currency: string;
  reference: string;
  token: string;
  returnUrl: string | null;
}

export interface Gateway {
  books: Books;
  settings: ProviderSettings;
  publicUrl: () => string;
  webhooks: WebhookSender;
  /** Looks again at what is due, because something was added. */
  wake: () => void;
}

/** Answers an authorise call: the same key and body always get the same answer. */
export async function authorise(
  gateway: Gateway,
  request: AuthoriseRequest,
): Promise<Authorisation> {
  const outcome = outcomeOf(request.token, gateway.settings.hasFaultTokens);
  if (outcome.fault === 'unreachable') throw new CutConnection('token unreachable');
  const done = await gateway.books.commits.write(() => record(gateway, request, outcome));
  gateway.wake();
  if (done.isNew && outcome.fault === 'lost-answer') throw new CutConnection('answer lost');
  if (done.isNew && outcome.fault === 'webhook-first' && done.webhookId !== null) {
    await gateway.webhooks.deliver(done.webhookId);
  }
  return done.answer;
}

function record(gateway: Gateway, request: AuthoriseRequest, outcome: Outcome) {
  const { books } = gateway;
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const known = findByKey(books, request.key);
  if (known !== undefined) {
    if (known.request_hash !== hash)
      throw new Refusal(409, 'key-reused', 'this key was used with another body');
    // The answer was written by this function, so it is an authorisation.
    const answer = JSON.parse(known.answer) as Authorisation;
    return { isNew: false, answer, webhookId: null };
  }
  if (isFenced(books, request.key))
    throw new Refusal(409, 'key-fenced', 'this key was fenced and is refused');
  const id = insert(gateway, request, outcome, hash);
  const row = findByKey(books, request.key);
  if (row === undefined) throw new Error(`authorisation ${id} is not in the books after insert`);
  const answer = present(books, row, gateway.publicUrl());
  books.run('update authorisation set answer = ? where id = ?', JSON.stringify(answer), id);
  return { isNew: true, answer, webhookId: tell(gateway, answer, outcome) };
}

function insert(gateway: Gateway, request: AuthoriseRequest, outcome: Outcome, hash: string) {
  const { books, settings } = gateway;
  const now = Date.now();
  const expiresAt = outcome.status === 'action-required' ? now + settings.challengeMs : null;
  const laterMs = outcome.later === 'slow' ? settings.slowMs : SOON_MS;
  const id = `pay_${randomBytes(16).toString('hex')}`;
  books.run(
    `insert into authorisation (id, key, request_hash, token, reference, amount, currency, status,
       reason, return_url, expires_at, answer, due_at, created_at, changed_at, sequence)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)`,
    id,
    request.key,
    hash,
    request.token,
    request.reference,
    // Half as much again is noticed whichever way the difference is looked for.
    outcome.fault === 'other-amount' ? Math.ceil(request.amount * 1.5) : request.amount,
    outcome.fault === 'other-currency' ? 'XTS' : request.currency,
    outcome.status,
    outcome.reason ?? null,
    request.returnUrl,
    expiresAt,
    outcome.later === undefined ? expiresAt : now + laterMs,
    now,
    now,
    books.nextSequence(),
  );
  return id;
}

/** What was answered needs no webhook, unless a token or the settings ask for one. */
function tell(gateway: Gateway, answer: Authorisation, outcome: Outcome): number | null {
  const now = Date.now();
  const delay =
    outcome.fault === 'late-webhook'
      ? gateway.settings.lateWebhookMs
      : outcome.fault === 'lost-answer' || gateway.settings.sendsAllWebhooks
        ? SOON_MS
        : undefined;
  const isFirst = outcome.fault === 'webhook-first';
  if (delay === undefined && !isFirst) return null;
  return recordWebhook(gateway.books, {
    type: `authorisation.${answer.status}`,
    data: answer,
    now,
    // One that must come before the answer is delivered by hand; a minute later it is retried.
    dueAt: now + (isFirst ? 60_000 : (delay ?? 0)),
  });
}

/** Decides what waited: a slow authorisation is approved, an open challenge expires. */
export async function decideDue(gateway: Gateway, now: number): Promise<void> {
  const { books } = gateway;
  if (findDue(books, now).length === 0) return;
  await books.commits.write(() => {
    for (const row of findDue(books, now)) {
      const isChallenge = row.status === 'action-required';
      decide(gateway, {
        id: row.id,
        key: row.key,
        status: isChallenge ? 'declined' : 'authorised',
        reason: isChallenge ? 'challenge-expired' : null,
        copies: row.token === 'approve-twice-webhook' ? 2 : 1,
      });
    }
  });
}

/** Moves an undecided authorisation on and writes its webhook, in the caller's transaction. */
export function decide(
  gateway: Gateway,
  o: {
    id: string;
    key: string;
    status: 'authorised' | 'declined';
    reason: string | null;
    copies?: number;
  },
): void {
  const { books } = gateway;
  const now = Date.now();
  changeStatus(books, { id: o.id, status: o.status, reason: o.reason, now });
  const row = findByKey(books, o.key);
  if (row === undefined) return;
  recordWebhook(books, {
    type: `authorisation.${o.status}`,
    data: present(books, row, gateway.publicUrl()),
    now,
    dueAt: now,
    ...(o.copies === undefined ? {} : { copies: o.copies }),
  });
}
