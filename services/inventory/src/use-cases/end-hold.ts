import { ContractError } from '@cartwright/contract';
import { type Database, inRounds } from '@cartwright/database';
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

/** Ends all holds past their time; answers how many. Several processes may do this at once. */
export const expireHolds = (db: Database<DB>, rules: { fewLeftMax: number }): Promise<number> =>
  // Few enough attempts that reservations never wait long behind it.
  inRounds({ atOnce: 100, roundsMax: 50 }, async (atOnce) => {
    const { rows } = await sql<{ count: number }>`
      select expire_reservations(${atOnce}, ${rules.fewLeftMax}) as count
    `.execute(db);
    return rows[0]?.count ?? 0;
  });

/** A repeat or a late reserve of an attempt this old does not come any more. */
const TOMBSTONE_DAYS = 30;

/** Deletes ended attempts past `TOMBSTONE_DAYS`; they hold nothing. */
export const forgetEndedAttempts = (db: Database<DB>): Promise<number> =>
  // Every refusal leaves one: an hour of a sold-out sale must not need days to be forgotten.
  inRounds({ atOnce: 1_000, roundsMax: 50 }, (atOnce) =>
    sql`
      delete from reservation
      where attempt_id in (
        select attempt_id
        from reservation
        where ended_at < now() - make_interval(days => ${TOMBSTONE_DAYS})
        order by ended_at
        limit ${atOnce}
        for update skip locked
      )
    `.execute(db),
  );
