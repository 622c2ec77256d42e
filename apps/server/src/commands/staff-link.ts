import { inviteStaff } from '@cartwright/accounts';
import { openBooks } from '../books.ts';
import { staffLink } from '../first-steps.ts';

/** Prints a one-time link for one more member of staff with all rights. */
export async function printStaffLink(): Promise<number> {
  const books = await openBooks(['accounts']);
  try {
    const { publicUrl, host, port } = books.configuration.server;
    const token = await inviteStaff(books.open('accounts').db, { kind: 'system' }, ['*']);
    const url = publicUrl ?? books.shopUrl ?? `http://${host}:${port}`;
    process.stdout.write(`${staffLink(url, token)}\nIt works once, for three days.\n`);
    return 0;
  } finally {
    await books.close();
  }
}
