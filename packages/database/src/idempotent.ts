import { createHash } from 'node:crypto';
import { ContractError } from '@cartwright/contract';
import { sql } from 'kysely';
import { isLockTimeout } from './database-errors.ts';
import { inRounds } from './in-rounds.ts';
import type { Database, Tx } from './open-database.ts';

/**
 * Gives a key one answer. The first call runs and stores its answer in the same transaction; a
 * repeat within 24 h returns it. Calls with an equal key at the same moment wait for the first. A
 * call that throws stores nothing, so that its key runs anew. An answer is kept as JSON. `scope`
 * names the route and whose key it is, so that keys of two people never meet. Without a key each
 * call runs.
 * @throws ContractError `idempotency-key-reused` for an equal key with another body;
 * `outcome-unknown` when the first call does not end within the lock time-out.
 */
export async function idempotent<T, R>(
  tx: Tx<T>,
  { scope, key, body }: { scope: string; key: string | undefined; body: unknown },
  run: () => Promise<R>,
): Promise<R> {
  if (key === undefined) return run();
  const hash = createHash('sha256').update(stableJson(body)).digest('hex');
  const record = { scope, key };
  if (!(await claim(tx, record, hash))) return earlierAnswer<T, R>(tx, record, hash);
  const answer = await run();
  // With a status it is an answer; which one is nobody's concern.
  await sql`
    update idempotency_record
    set status = 200,
        body = ${JSON.stringify(answer ?? null)}
    where scope = ${scope}
      and key = ${key}
  `.execute(tx);
  return answer;
}

/** The insert waits for another transaction that holds the key, until it commits or rolls back. */
async function claim<T>(
  tx: Tx<T>,
  request: { scope: string; key: string },
  hash: string,
): Promise<boolean> {
  try {
    const claimed = await sql`
      insert into idempotency_record (scope, key, body_hash)
      values (${request.scope}, ${request.key}, ${hash})
      on conflict (scope, key) do update
      set body_hash = excluded.body_hash,
          status = null,
          body = null,
          created_at = excluded.created_at,
          expires_at = excluded.expires_at
      where idempotency_record.expires_at <= clock_timestamp()
      returning key
    `.execute(tx);
    return claimed.rows.length === 1;
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new ContractError('outcome-unknown', { cause: error });
  }
}

async function earlierAnswer<T, R>(
  tx: Tx<T>,
  request: { scope: string; key: string },
  hash: string,
): Promise<R> {
  const found = await sql<{ bodyHash: string; body: R }>`
    select body_hash as "bodyHash",
           body
    from idempotency_record
    where scope = ${request.scope}
      and key = ${request.key}
      and status is not null
  `.execute(tx);
  const record = found.rows[0];
  if (record === undefined) throw new ContractError('outcome-unknown');
  if (record.bodyHash !== hash) throw new ContractError('idempotency-key-reused');
  return record.body;
}

/** Members in order of their names: two clients may send one body with members in another order. */
const stableJson = (value: unknown): string =>
  JSON.stringify(value ?? null, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

/** Few enough that no long lock is held; the rounds of one sweep delete 100,000. */
const rounds = { atOnce: 1_000, roundsMax: 100 };

/** Deletes answers past their 24 h. */
export const deleteExpiredAnswers = <T>(db: Database<T>): Promise<number> =>
  inRounds(rounds, (atOnce) =>
    sql`
      delete from idempotency_record
      where (scope, key) in (
        select scope, key
        from idempotency_record
        where expires_at <= clock_timestamp()
        order by expires_at
        limit ${atOnce}
        for update skip locked
      )
    `.execute(db),
  );
