import { parseArgs } from 'node:util';
import { endInvitation, listOpenInvitations, listStaff, removeStaff } from '@cartwright/accounts';
import { isId } from '@cartwright/contract';
import { say, WrongUsage } from '../command-words.ts';
import { inAccounts, operator, wasThere } from '../rights-given.ts';

/** Lists who is staff or has a link to become it; ends the rights of one, or a link. */
export async function staff(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [action, id, ...rest] = positionals;
  if (action === 'list' && id === undefined) return list();
  if (action === 'remove' && isId(id) && rest.length === 0) return remove(id);
  throw new WrongUsage();
}

const list = (): Promise<number> =>
  inAccounts(async (db) => {
    for (const { id, email, name, scopes, createdAt } of await listStaff(db))
      say(`${id} ${email} (${name}): ${scopes.join(',')}, since ${createdAt.toISOString()}`);
    for (const { id, scopes, expiresAt } of await listOpenInvitations(db))
      say(`${id} unused link: ${scopes.join(',')}, until ${expiresAt.toISOString()}`);
    return 0;
  });

const remove = (id: string): Promise<number> =>
  inAccounts(async (db) => {
    if (await wasThere(removeStaff(db, operator, id))) say(`${id}: is staff no more`);
    else if (await wasThere(endInvitation(db, operator, id)))
      say(`${id}: the link makes nobody staff`);
    else {
      say(`${id}: neither staff nor an unused link`);
      return 1;
    }
    return 0;
  });
