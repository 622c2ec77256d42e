import { parseArgs } from 'node:util';
import { listStaff, removeStaff } from '@cartwright/accounts';
import { orNothing } from '@cartwright/contract';
import { commandOf } from '../command-words.ts';
import { inAccounts, isId, refuse, say } from '../rights-given.ts';

/** Lists who is staff; takes the rights from one of them. */
export async function staff(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [action, id] = positionals;
  if (action === 'list') return list();
  if (action === 'remove' && isId(id)) return remove(id);
  return refuse(`Usage: ${commandOf('staff list|remove ID')}`);
}

const list = (): Promise<number> =>
  inAccounts(async (db) => {
    for (const { id, email, name, scopes, createdAt } of await listStaff(db))
      say(`${id} ${email} (${name}): ${scopes.join(',')}, since ${createdAt.toISOString()}`);
    return 0;
  });

const remove = (id: string): Promise<number> =>
  inAccounts(async (db) => {
    const removed = removeStaff(db, { kind: 'system' }, id).then(() => true);
    const isRemoved = (await orNothing(removed, 'not-found')) ?? false;
    say(`${id}: ${isRemoved ? 'is staff no more' : 'not staff'}`);
    return isRemoved ? 0 : 1;
  });
