import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

/** How one signs in to an account. */
export interface WaysIn {
  userId: string;
  passwordHash: string | null;
  isFactorOn: boolean;
}

/** Found as better-auth finds it: an address in lower case. Undefined without such an account. */
export async function readWaysIn(
  db: Database,
  who: { userId: string } | { email: string },
): Promise<WaysIn | undefined> {
  const { rows } = await sql<WaysIn>`
    select u.id as "userId",
           a.password as "passwordHash",
           u."twoFactorEnabled" as "isFactorOn"
    from "user" u
    left join account a
      on a."userId" = u.id
     and a."providerId" = 'credential'
    where ${'userId' in who ? sql`u.id = ${who.userId}` : sql`u.email = ${who.email.toLowerCase()}`}
  `.execute(db);
  return rows[0];
}

/** Sets another password, unless another than the known one was set meanwhile. */
export async function replacePassword(
  db: Database,
  known: Pick<WaysIn, 'userId' | 'passwordHash'>,
  passwordHash: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update account
    set password = ${passwordHash},
        "updatedAt" = now()
    where "userId" = ${known.userId}
      and "providerId" = 'credential'
      and password = ${known.passwordHash}
  `.execute(db);
  return numAffectedRows === 1n;
}
