import type { Actor } from '@cartwright/contract';
import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { OpenAuth } from '../auth.ts';
import { sessionActor } from '../queries/session-actor.ts';
import { hashOf } from './secrets.ts';

/**
 * Who stands behind a request. A session that has ended is an anonymous visitor, so that a shop
 * page still opens; an API key that does not hold is refused, because its program must know.
 */
export async function identify(
  o: { openAuth: OpenAuth; db: Database },
  credentials: { cookie: string | null; apiKey: string | null },
): Promise<Actor> {
  if (credentials.apiKey !== null) return apiKeyActor(o.db, credentials.apiKey);
  if (credentials.cookie === null) return { kind: 'anonymous' };
  return sessionActor(o, credentials.cookie);
}

async function apiKeyActor(db: Database, key: string): Promise<Actor> {
  const { rows } = await sql<{ id: string; scopes: string[] }>`
    select id, scopes
    from api_key
    where key_hash = ${hashOf(key)} and revoked_at is null`.execute(db);
  const [found] = rows;
  if (found === undefined)
    throw new ContractError('sign-in-required', {
      detail: 'The API key is not known or was revoked',
    });
  return { kind: 'api-key', id: found.id, scopes: found.scopes };
}
