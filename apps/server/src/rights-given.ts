import { knownScopes } from '@cartwright/accounts';
import type { Database } from '@cartwright/database';
import { openBooks } from './books.ts';

/** What follows `--scopes`, in a list. */
export const scopesIn = (text: string): string[] => text.split(',').filter((scope) => scope !== '');

/** Says which scopes there are when some of these are none of them. */
export function refusalOf(scopes: readonly string[]): string | undefined {
  const unknown = scopes.filter((scope) => !knownScopes.some((known) => known === scope));
  if (unknown.length === 0) return undefined;
  return `Unknown scopes: ${unknown.join(', ')}. There are ${knownScopes.join(', ')}.`;
}

/** Tells what is wrong with how a command was called. */
export function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a command on the books of accounts. */
export async function inAccounts(run: (db: Database) => Promise<number>): Promise<number> {
  const books = await openBooks(['accounts']);
  try {
    return await run(books.open('accounts').db);
  } finally {
    await books.close();
  }
}
