import { parseArgs } from 'node:util';
import { createApiKey, knownScopes } from '@cartwright/accounts';
import { openBooks } from '../books.ts';
import { commandOf } from '../command-words.ts';

/** Makes an API key and prints it once. */
export async function apiKey(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: 'string' }, scopes: { type: 'string' } },
  });
  const scopes = (values.scopes ?? '').split(',').filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !knownScopes.some((known) => known === scope));
  if (positionals[0] !== 'create' || values.name === undefined || scopes.length === 0)
    return refuse(`Usage: ${commandOf('api-key create --name NAME --scopes catalog:write,...')}`);
  if (unknown.length > 0)
    return refuse(`Unknown scopes: ${unknown.join(', ')}. There are ${knownScopes.join(', ')}.`);
  const books = await openBooks(['accounts']);
  try {
    const { key } = await createApiKey(
      books.open('accounts').db,
      { kind: 'system' },
      { name: values.name, scopes },
    );
    process.stdout.write(
      `${key}\nIt is shown this once. Send it as "Authorization: Bearer ...".\n`,
    );
    return 0;
  } finally {
    await books.close();
  }
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}
