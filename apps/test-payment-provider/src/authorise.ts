import { hash, randomUUID } from 'node:crypto';
import {
  type Authorisation,
  type AuthorisationRow,
  changeStatus,
  findByKey,
  findDue,
  insertAuthorisation,
  isFenced,
  present,
  presentNew,
} from './authorisation.ts';
import type { Books } from './books.ts';
import { CutConnection, Refusal } from './refusal.ts';
import type { ProviderSettings } from './settings.ts';
import { type Outcome, outcomeOf } from './tokens.ts';
import { recordWebhook, type WebhookSender } from './webhooks.ts';

/** Time between the answer and a webhook that comes at once. */
const SOON_MS = 50;

interface AuthoriseRequest {
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
  if (done.isDue) gateway.wake();
  if (done.isNew && outcome.fault === 'lost-answer') throw new CutConnection('answer lost');
  if (done.isNew && outcome.fault === 'webhook-first' && done.webhookId !== null) {
    await gateway.webhooks.deliver(done.webhookId);
  }
  return done.answer;
}

function record(gateway: Gateway, request: AuthoriseRequest, outcome: Outcome) {
  const { books } = gateway;
  const requestHash = hash('sha256', JSON.stringify(request));
  const known = findByKey(books, request.key);
  if (known !== undefined) {
    if (known.request_hash !== requestHash)
      throw new Refusal(409, 'key-reused', 'this key was used with another body');
    // The answer was written by this function, so it is an authorisation.
    const answer = JSON.parse(known.answer) as Authorisation;
    return { isNew: false, isDue: false, answer, webhookId: null };
  }
  if (isFenced(books, request.key))
    throw new Refusal(409, 'key-fenced', 'this key was fenced and is refused');
  const row = newRow(gateway, request, outcome, requestHash);
  const answer = presentNew(row, gateway.publicUrl());
  insertAuthorisation(books, { ...row, answer: JSON.stringify(answer) });
  const webhookId = tell(gateway, answer, outcome);
  return { isNew: true, isDue: row.due_at !== null || webhookId !== null, answer, webhookId };
}

function newRow(
  { books, settings }: Gateway,
  request: AuthoriseRequest,
  outcome: Outcome,
  requestHash: string,
): AuthorisationRow {
  const now = Date.now();
  const expiresAt = outcome.status === 'action-required' ? now + settings.challengeMs : null;
  const laterMs = outcome.later === 'slow' ? settings.slowMs : SOON_MS;
  return {
    id: newId(now),
    key: request.key,
    request_hash: requestHash,
    token: request.token,
    reference: request.reference,
    // Half as much again is noticed whichever way the difference is looked for.
    amount: outcome.fault === 'other-amount' ? Math.ceil(request.amount * 1.5) : request.amount,
    currency: outcome.fault === 'other-currency' ? 'XTS' : request.currency,
    status: outcome.status,
    reason: outcome.reason ?? null,
    return_url: request.returnUrl,
    expires_at: expiresAt,
    answer: '',
    captured: 0,
    refunded: 0,
    due_at: outcome.later === undefined ? expiresAt : now + laterMs,
    created_at: now,
    changed_at: now,
    sequence: books.nextSequence(),
  };
}

/** In the order of making, so that the books grow at one end; 74 bits of it cannot be guessed. */
const newId = (now: number): string =>
  `pay_${now.toString(16).padStart(12, '0')}${randomUUID().replaceAll('-', '').slice(12)}`;

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
