import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { StockWrites } from '../store/stock-writes.ts';
import type { DB } from '../store/tables.generated.ts';

/** From now on only checkout or an order ends the hold; throws `reservation-gone`. */
export async function confirmHold(
  writes: StockWrites,
  attemptId: string,
  deadline: number,
): Promise<void> {
  if (!(await writes.confirm(attemptId, deadline))) throw new ContractError('reservation-gone');
}

/** The undo of a reservation, and its tombstone: a reserve that comes after it is refused. */
export async function releaseHold(
  db: Database<DB>,
  attemptId: string,
  rules: { fewLeftMax: number },
): Promise<boolean> {
  const { rows } = await sql<{ released: boolean }>`
    select release_reservation(${attemptId}, ${rules.fewLeftMax}) as released
  `.execute(db);
  return rows[0]?.released === true;
}

/** Attempts of one statement: few enough that reservations never wait long behind it. */
const EXPIRED_AT_ONCE_MAX = 100;
const EXPIRE_ROUNDS_MAX = 50;

/** Ends all holds past their time; answers how many. Several processes may do this at once. */
export async function expireHolds(
  db: Database<DB>,
  rules: { fewLeftMax: number },
): Promise<number> {
  let ended = 0;
  for (let round = 0; round < EXPIRE_ROUNDS_MAX; round += 1) {
    const { rows } = await sql<{ count: number }>`
      select expire_reservations(${EXPIRED_AT_ONCE_MAX}, ${rules.fewLeftMax}) as count
    `.execute(db);
    const count = rows[0]?.count ?? 0;
    ended += count;
    if (count < EXPIRED_AT_ONCE_MAX) break;
  }
  return ended;
}

/** A repeat or a late reserve of an attempt this old does not come any more. */
const TOMBSTONE_DAYS = 30;
const FORGOTTEN_AT_ONCE_MAX = 1_000;

/** Every refusal leaves one: an hour of a sold-out sale must not need days to be forgotten. */
const FORGET_ROUNDS_MAX = 50;

/** Deletes ended attempts past `TOMBSTONE_DAYS`; they hold nothing. */
export async function forgetEndedAttempts(db: Database<DB>): Promise<number> {
  let forgotten = 0;
  for (let round = 0; round < FORGET_ROUNDS_MAX; round += 1) {
    const deleted = await sql`
      delete from reservation
      where attempt_id in (
        select attempt_id
        from reservation
        where ended_at < now() - make_interval(days => ${TOMBSTONE_DAYS})
        order by ended_at
        limit ${FORGOTTEN_AT_ONCE_MAX}
        for update skip locked
      )
    `.execute(db);
    const count = Number(deleted.numAffectedRows ?? 0);
    forgotten += count;
    if (count < FORGOTTEN_AT_ONCE_MAX) break;
  }
  return forgotten;
}
