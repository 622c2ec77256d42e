import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { Attempt } from '../domain/attempt.ts';
import { type AttemptRow, attemptColumns, attemptOf } from './read-attempt.ts';
import type { DB } from './tables.generated.ts';

/** Takes the leases of due attempts that nobody holds; whoever held one can no longer act. */
export async function claimDueAttempts(
  db: Database<DB>,
  o: { owner: string; leaseMs: number; limit: number },
): Promise<readonly Attempt[]> {
  const { rows } = await sql<AttemptRow>`
    update checkout_attempt
    set
      version = version + 1,
      lease_owner = ${o.owner},
      lease_until = now() + ${o.leaseMs}::integer * interval '1 millisecond'
    where id = any (array(
      select id
      from checkout_attempt
      where closed_at is null
      and next_run_at <= now()
      and (lease_until is null or lease_until <= now())
      order by next_run_at
      limit ${o.limit}
      for update skip locked
    ))
    returning ${sql.raw(attemptColumns)}
  `.execute(db);
  return rows.map(attemptOf);
}

export async function loadAttempt(
  db: Database<DB>,
  attemptId: string,
): Promise<Attempt | undefined> {
  const { rows } = await sql<AttemptRow>`
    select ${sql.raw(attemptColumns)}
    from checkout_attempt
    where id = ${attemptId}
  `.execute(db);
  return rows[0] && attemptOf(rows[0]);
}
