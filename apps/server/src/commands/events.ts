import { parseArgs } from 'node:util';
import { isId } from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import {
  createEventLog,
  dropDeadLetter,
  dropSilentReader,
  type EventLog,
  listDeadLetters,
  listSilentReaders,
  listSubscriptions,
  resumeByEventId,
  retryDeadLetters,
  type SubscriptionState,
} from '@cartwright/events';
import { logger } from '@cartwright/telemetry';
import { type Books, openBooks, serviceNames, servicesIn } from '../books.ts';
import { say, WrongUsage } from '../command-words.ts';
import { noteAct } from '../rights-given.ts';

/**
 * Shows subscriptions and dead letters, runs dead letters again, resumes what stands still, drops
 * one dead letter, or a subscriber that is gone.
 */
export async function events(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      service: { type: 'string' },
      publisher: { type: 'string' },
      event: { type: 'string' },
      subscriber: { type: 'string' },
    },
  });
  const wanted = servicesIn(values.service);
  const [action = 'status', ...rest] = positionals;
  const isKnown = ['status', 'retry', 'resume', 'drop'].includes(action) && rest.length === 0;
  if (!isKnown) throw new WrongUsage();
  if (action === 'drop') return drop(values);
  // The others look into the logs of publishers too.
  const books = await openBooks(action === 'retry' ? wanted : serviceNames);
  try {
    for (const service of wanted) {
      if (action === 'status') await showStatus(books, service);
      if (action === 'retry') await retry(books, service, values.event);
      if (action === 'resume') await resume(books, service, values.publisher);
    }
    return 0;
  } finally {
    await books.close();
  }
}

async function showStatus(books: Books, service: string): Promise<void> {
  const { db } = books.open(service);
  for (const one of await listSubscriptions(db)) {
    const { head } = await logOf(books, one.publisher).read({ after: one.position, limit: 1 });
    say(
      `${service} <- ${one.publisher}: position ${one.position} of ${head}, ${one.parked} parked` +
        `${one.stoppedReason === null ? '' : `, STOPPED: ${one.stoppedReason}`}`,
    );
  }
  for (const one of await listDeadLetters(db))
    say(
      `${service} dead letter ${one.eventId} ${one.type} of ${one.publisher}, ${one.tries} tries: ${one.lastError}`,
    );
  for (const { subscriber, position, readAt } of await listSilentReaders(db))
    say(
      `${service} -> ${subscriber}: has not read since ${readAt.toISOString()}; the log is kept from position ${position} on`,
    );
}

async function drop(o: { service?: string; event?: string; subscriber?: string }): Promise<number> {
  const { service, event, subscriber } = o;
  const isOne = (event === undefined) !== (subscriber === undefined);
  if (service === undefined || !isOne || (event !== undefined && !isId(event)))
    throw new WrongUsage();
  const books = await openBooks([service, 'accounts']);
  try {
    const isDropped =
      event === undefined
        ? await dropReader(books, service, subscriber ?? '')
        : await dropLetter(books, service, event);
    return isDropped ? 0 : 1;
  } finally {
    await books.close();
  }
}

async function dropLetter(books: Books, service: string, eventId: string): Promise<boolean> {
  const letter = await transaction(books.open(service).db, async (tx) => {
    const dropped = await dropDeadLetter(tx, eventId);
    if (dropped !== undefined) {
      const changes = { service, ...dropped };
      await noteAct(books, { action: 'dead-letter-dropped', subject: eventId, changes });
    }
    return dropped;
  });
  say(
    letter === undefined
      ? `${service}: no dead letter ${eventId}`
      : `${service}: ${letter.type} ${eventId} is never applied; what waits behind it goes on`,
  );
  return letter !== undefined;
}

async function dropReader(books: Books, service: string, subscriber: string): Promise<boolean> {
  const isDropped = await transaction(books.open(service).db, async (tx) => {
    const isGone = await dropSilentReader(tx, subscriber);
    const changes = { service };
    if (isGone)
      await noteAct(books, { action: 'subscriber-dropped', subject: subscriber, changes });
    return isGone;
  });
  say(
    isDropped
      ? `${service}: its log is no longer kept for ${subscriber}`
      : `${service}: nobody named ${subscriber} who has not read its log for an hour`,
  );
  return isDropped;
}

async function retry(books: Books, service: string, eventId: string | undefined): Promise<void> {
  const { db } = books.open(service);
  const count = await retryDeadLetters(db, eventId === undefined ? {} : { eventId });
  if (count > 0) say(`${service}: ${count} events are tried again`);
}

/** Reads the publisher's log from its own database: this command has the rights of an operator. */
async function resume(books: Books, service: string, publisher: string | undefined): Promise<void> {
  const { db } = books.open(service);
  for (const one of await listSubscriptions(db)) {
    if (publisher !== undefined && one.publisher !== publisher) continue;
    const { read } = logOf(books, one.publisher);
    if (!(await standsStill(one, read))) continue;
    const resumed = await resumeByEventId({ db, publisher: one.publisher, read });
    say(
      `${service} <- ${one.publisher}: goes on after position ${resumed.position} of ${resumed.head}`,
    );
    for (const lost of resumed.lost)
      say(
        `  ${lost.type} ${lost.eventId} is no longer in the log of ${one.publisher}; ` +
          `${lost.isApplied ? 'its effects are here: compare and correct by hand' : 'it was not applied'}`,
      );
  }
}

/** Also one that will stop at its next read: a restore is best followed by this before a start. */
async function standsStill(one: SubscriptionState, read: EventLog['read']): Promise<boolean> {
  if (one.stoppedReason !== null) return true;
  if (one.incarnation === null) return false;
  const { incarnation, head } = await read({ after: one.position, limit: 1 });
  return incarnation !== one.incarnation || one.position > head;
}

const logOf = (books: Books, publisher: string): EventLog =>
  createEventLog({
    service: publisher,
    db: books.open(publisher).db,
    log: logger({ level: 'silent' }),
  });
