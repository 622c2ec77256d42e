import { type Actor, ContractError } from '@cartwright/contract';
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

interface ApiKey {
  id: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  revokedAt: Date | null;
}

/** A shop has a handful; whoever has more looks into the table. */
const shownMax = 1_000;

/** Newest first, revoked ones too. */
export async function listApiKeys(db: Database): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey>`
    select id, name, scopes, created_at as "createdAt", revoked_at as "revokedAt"
    from api_key
    order by id desc
    limit ${shownMax}
  `.execute(db);
  return rows;
}

/**
 * Ends a key from the next call on: each call asks whether its key still holds.
 * @throws ContractError `not-found`, also for one that was revoked before
 */
export async function revokeApiKey(db: Database, actor: Actor, id: string): Promise<void> {
  await transaction(db, async (tx) => {
    const { numAffectedRows } = await sql`
      update api_key
      set revoked_at = now()
      where id = ${id}
        and revoked_at is null
    `.execute(tx);
    if (numAffectedRows === 0n) throw new ContractError('not-found');
    await emitStaffAction(tx, 'accounts', actor, {
      action: 'api-key-revoked',
      subject: id,
      changes: {},
    });
  });
}
