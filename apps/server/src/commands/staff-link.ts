import { parseArgs } from 'node:util';
import { inviteStaff } from '@cartwright/accounts';
import { openBooks } from '../books.ts';
import { say, WrongUsage } from '../command-words.ts';
import { staffLink } from '../first-steps.ts';
import { operator, scopesIn } from '../rights-given.ts';

/** Prints a one-time link for one more member of staff, with all rights or with those named. */
export async function printStaffLink(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { scopes: { type: 'string' } } });
  const scopes = values.scopes === undefined ? ['*'] : scopesIn(values.scopes);
  if (scopes.length === 0) throw new WrongUsage();
  const books = await openBooks(['accounts']);
  try {
    const { publicUrl, host, port } = books.configuration.server;
    const token = await inviteStaff(books.open('accounts').db, operator, scopes);
    const url = publicUrl ?? books.shopUrl ?? `http://${host}:${port}`;
    say(`${staffLink(url, token)}\nIt works once, for three days.`);
    return 0;
  } finally {
    await books.close();
  }
}
