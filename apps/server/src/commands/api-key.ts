import { parseArgs } from 'node:util';
import { createApiKey, listApiKeys, revokeApiKey } from '@cartwright/accounts';
import { isId, orNothing } from '@cartwright/contract';
import { commandOf } from '../command-words.ts';
import { inAccounts, refusalOf, refuse, say, scopesIn } from '../rights-given.ts';

const usage =
  'api-key create --name NAME --scopes catalog:write,... | api-key list | api-key revoke ID';

const operator = { kind: 'system' } as const;

/** Makes an API key and prints it once; lists them; ends one. */
export async function apiKey(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: 'string' }, scopes: { type: 'string' } },
  });
  const [action, id, ...rest] = positionals;
  const scopes = scopesIn(values.scopes ?? '');
  if (rest.length > 0 || (action !== 'revoke' && id !== undefined))
    return refuse(`Usage: ${commandOf(usage)}`);
  if (action === 'create' && values.name !== undefined && scopes.length > 0)
    return create({ name: values.name, scopes });
  if (action === 'list') return list();
  if (action === 'revoke' && isId(id)) return revoke(id);
  return refuse(`Usage: ${commandOf(usage)}`);
}

async function create(o: { name: string; scopes: readonly string[] }): Promise<number> {
  const refusal = refusalOf(o.scopes);
  if (refusal !== undefined) return refuse(refusal);
  return inAccounts(async (db) => {
    const { key } = await createApiKey(db, operator, o);
    say(`${key}\nIt is shown this once. Send it as "Authorization: Bearer ...".`);
    return 0;
  });
}

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
    const revoked = revokeApiKey(db, operator, id).then(() => true);
    const isRevoked = (await orNothing(revoked, 'not-found')) ?? false;
    say(`${id}: ${isRevoked ? 'revoked' : 'no key that holds'}`);
    return isRevoked ? 0 : 1;
  });
