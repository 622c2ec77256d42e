import { parseArgs } from 'node:util';
import { createApiKey, listApiKeys, revokeApiKey } from '@cartwright/accounts';
import { isId } from '@cartwright/contract';
import { say, WrongUsage } from '../command-words.ts';
import { inAccounts, operator, scopesIn, wasThere } from '../rights-given.ts';

/** Makes an API key and prints it once; lists them; ends one. */
export async function apiKey(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: 'string' }, scopes: { type: 'string' } },
  });
  const [action, id, ...rest] = positionals;
  const scopes = scopesIn(values.scopes ?? '');
  if (rest.length > 0 || (action !== 'revoke' && id !== undefined)) throw new WrongUsage();
  if (action === 'create' && values.name !== undefined && scopes.length > 0)
    return create({ name: values.name, scopes });
  if (action === 'list') return list();
  if (action === 'revoke' && isId(id)) return revoke(id);
  throw new WrongUsage();
}

const create = (o: { name: string; scopes: readonly string[] }): Promise<number> =>
  inAccounts(async (db) => {
    const { key } = await createApiKey(db, operator, o);
    say(`${key}\nIt is shown this once. Send it as "Authorization: Bearer ...".`);
    return 0;
  });

const list = (): Promise<number> =>
  inAccounts(async (db) => {
    for (const { id, name, scopes, createdAt, revokedAt } of await listApiKeys(db)) {
      const end = revokedAt === null ? '' : `, revoked ${revokedAt.toISOString()}`;
      say(`${id} ${name}: ${scopes.join(',')}, made ${createdAt.toISOString()}${end}`);
    }
    return 0;
  });

const revoke = (id: string): Promise<number> =>
  inAccounts(async (db) => {
    const isRevoked = await wasThere(revokeApiKey(db, operator, id));
    say(`${id}: ${isRevoked ? 'revoked' : 'no key that holds'}`);
    return isRevoked ? 0 : 1;
  });
