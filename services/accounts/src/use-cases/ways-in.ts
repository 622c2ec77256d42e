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
