import { createHash } from 'node:crypto';
import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/** Long enough to make guessing hopeless, short enough for an owner whom a guesser shuts out. */
const windowMinutes = 15;

/**
 * Counts a password, wherever it is given, before it is looked at, so that tries at the same moment
 * cannot pass the limit together. Counts addresses that have no account too: an answer must not
 * tell which have.
 * @throws ContractError `too-many-requests` with `retryAfterSeconds`
 */
export async function countSignIn(
  db: Database,
  o: { email: string; triesMax: number },
): Promise<void> {
  const { rows } = await sql<{ tries: number; seconds: number }>`
    insert into sign_in_try as known (account_hash, tries, forgotten_at)
    values (${hashOf(o.email)}, 1, now() + make_interval(mins => ${windowMinutes}))
    on conflict (account_hash) do update
    set tries = case when known.forgotten_at <= now() then 1 else known.tries + 1 end,
        forgotten_at = case when known.forgotten_at <= now() then excluded.forgotten_at
                            else known.forgotten_at end
    returning tries,
              ceil(extract(epoch from forgotten_at - now()))::integer as seconds
  `.execute(db);
  const [counted] = rows;
  if (counted === undefined || counted.tries <= o.triesMax) return;
  throw new ContractError('too-many-requests', {
    detail: 'There were too many tries for this account: wait a while',
    data: { retryAfterSeconds: counted.seconds },
  });
}

/** Whoever has signed in, with the second factor where it is on, starts anew. */
export async function forgetSignIns(db: Database, email: string): Promise<void> {
  await sql`
    delete from sign_in_try
    where account_hash = ${hashOf(email)}
  `.execute(db);
}

export async function forgetOldSignIns(db: Database): Promise<void> {
  await sql`
    delete from sign_in_try
    where forgotten_at < now()
  `.execute(db);
}

/** Case and surrounding space make no other account. */
const hashOf = (email: string): Buffer =>
  createHash('sha256').update(email.trim().toLowerCase()).digest();
