import { parseArgs } from 'node:util';
import { endInvitation, listOpenInvitations, listStaff, removeStaff } from '@cartwright/accounts';
import { isId, orNothing } from '@cartwright/contract';
import { commandOf } from '../command-words.ts';
import { inAccounts, refuse, say } from '../rights-given.ts';

/** Lists who is staff or has a link to become it; ends the rights of one, or a link. */
export async function staff(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [action, id, ...rest] = positionals;
  if (action === 'list' && id === undefined) return list();
  if (action === 'remove' && isId(id) && rest.length === 0) return remove(id);
  return refuse(`Usage: ${commandOf('staff list|remove ID')}`);
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
    const actor = { kind: 'system' } as const;
    const has = async (ended: Promise<void>) =>
      (await orNothing(
        ended.then(() => true),
        'not-found',
      )) ?? false;
    if (await has(removeStaff(db, actor, id))) say(`${id}: is staff no more`);
    else if (await has(endInvitation(db, actor, id))) say(`${id}: the link makes nobody staff`);
    else {
      say(`${id}: neither staff nor an unused link`);
      return 1;
    }
    return 0;
  });
