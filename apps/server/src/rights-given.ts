import { knownScopes } from '@cartwright/accounts';
import { orNothing } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { type Books, openBooks } from './books.ts';
import { WrongUsage } from './command-words.ts';

/** Whoever runs commands on this machine. */
export const operator = { kind: 'system' } as const;

/** What follows `--scopes`, in a list. */
export function scopesIn(text: string): string[] {
  const scopes = text.split(',').filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !knownScopes.some((known) => known === scope));
  if (unknown.length > 0)
    throw new WrongUsage(
      `Unknown scopes: ${unknown.join(', ')}. There are ${knownScopes.join(', ')}.`,
    );
  return scopes;
}

/** Whether there was what is ended. */
export const wasThere = async (ended: Promise<void>): Promise<boolean> =>
  (await orNothing(
    ended.then(() => true),
    'not-found',
  )) ?? false;

/** Runs a command on the books of accounts. */
export async function inAccounts(run: (db: Database) => Promise<number>): Promise<number> {
  const books = await openBooks(['accounts']);
  try {
    return await run(books.open('accounts').db);
  } finally {
    await books.close();
  }
}

/**
 * Tells the audit log what a command has done in the database of another service. It is told in the
 * log of accounts, which does not hear every service; told before that database commits, so that
 * nothing is done without an entry.
 */
export const noteAct = (books: Books, act: Parameters<typeof emitStaffAction>[3]): Promise<void> =>
  transaction(books.open('accounts').db, (tx) => emitStaffAction(tx, 'accounts', operator, act));
