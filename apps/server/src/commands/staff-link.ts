import { parseArgs } from 'node:util';
import { inviteStaff } from '@cartwright/accounts';
import { openBooks } from '../books.ts';
import { commandOf } from '../command-words.ts';
import { staffLink } from '../first-steps.ts';
import { refusalOf, refuse, say, scopesIn } from '../rights-given.ts';

/** Prints a one-time link for one more member of staff, with all rights or with those named. */
export async function printStaffLink(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { scopes: { type: 'string' } } });
  const scopes = values.scopes === undefined ? ['*'] : scopesIn(values.scopes);
  if (scopes.length === 0)
    return refuse(`Usage: ${commandOf('staff-link [--scopes catalog:write,...]')}`);
  const refusal = values.scopes === undefined ? undefined : refusalOf(scopes);
  if (refusal !== undefined) return refuse(refusal);
  const books = await openBooks(['accounts']);
  try {
    const { publicUrl, host, port } = books.configuration.server;
    const token = await inviteStaff(books.open('accounts').db, { kind: 'system' }, scopes);
    const url = publicUrl ?? books.shopUrl ?? `http://${host}:${port}`;
    say(`${staffLink(url, token)}\nIt works once, for three days.`);
    return 0;
  } finally {
    await books.close();
  }
}
