import { ContractError } from '@cartwright/contract';
import { type Database, inRounds, transaction } from '@cartwright/database';
import { sql } from 'kysely';

/** Signs out one of a shopper's sessions. Throws `not-found`. */
export async function endSession(
  db: Database,
  o: { shopperId: string; sessionId: string },
): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from session
    where id = ${o.sessionId}
      and "userId" = ${o.shopperId}
  `.execute(db);
  if (numAffectedRows === 0n) throw new ContractError('not-found');
}

/** Signs out everywhere but in the session that asks. */
export async function endOtherSessions(
  db: Database,
  o: { shopperId: string; currentId: string | undefined },
): Promise<void> {
  await sql`
    delete from session
    where "userId" = ${o.shopperId}
      and id is distinct from ${o.currentId ?? null}
  `.execute(db);
}

/**
 * After a change of how somebody signs in: ends what was let in before it. That is the other
 * sessions, devices that are not asked for a code, sign-ins that wait for one, and links that set
 * a password. Either all of them end or none does.
 */
export async function endOtherWaysIn(
  db: Database,
  o: { userId: string; keepToken: string | null },
): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`
      delete from session
      where "userId" = ${o.userId}
        and token is distinct from ${o.keepToken}
    `.execute(tx);
    await sql`
      delete from verification
      where value = ${o.userId}
    `.execute(tx);
  });
}

/**
 * Ends a sign-in that began before such a change and was done after it: its session, and whatever
 * else it may have made, a device that is not asked for a code or a sign-in that waits for one.
 */
export async function endLateSignIn(
  db: Database,
  o: { userId: string; token: string | null },
): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`
      delete from session
      where token = ${o.token}
    `.execute(tx);
    await sql`
      delete from verification
      where value = ${o.userId}
        and identifier not like 'reset-password:%'
    `.execute(tx);
  });
}

/** Removes sessions that have expired: who does not come back never asks better-auth to do it. */
export const forgetExpiredSessions = (db: Database): Promise<number> =>
  inRounds({ atOnce: 1_000, roundsMax: 100 }, (atOnce) =>
    sql`
      delete from session
      where id in (
        select id
        from session
        where "expiresAt" < now()
        order by "expiresAt"
        limit ${atOnce}
        for update skip locked
      )
    `.execute(db),
  );
