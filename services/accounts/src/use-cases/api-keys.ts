import type { Actor } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { hashOf, newSecret } from './secrets.ts';

export const knownScopes = [
  'catalog:read',
  'catalog:write',
  'pricing:read',
  'pricing:write',
  'inventory:read',
  'inventory:write',
  'orders:read',
  'orders:write',
  'notifications:read',
  'notifications:write',
  'audit:read',
] as const;

/** Makes a key and answers it: the only time that it can be seen. */
export async function createApiKey(
  db: Database,
  actor: Actor,
  o: { name: string; scopes: readonly string[] },
): Promise<{ id: string; key: string }> {
  const key = newSecret('cwk_');
  return transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into api_key (name, key_hash, scopes)
      values (${o.name}, ${hashOf(key)}, ${o.scopes})
      returning id`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error('the insert returned no row');
    await emitStaffAction(tx, 'accounts', actor, {
      action: 'api-key-created',
      subject: row.id,
      changes: { scopes: o.scopes },
    });
    return { id: row.id, key };
  });
}
