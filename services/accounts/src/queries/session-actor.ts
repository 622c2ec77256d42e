import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { OpenAuth } from '../auth.ts';
import { sessionRefreshSeconds, sessionSeconds } from '../domain/session-length.ts';

/** The list of sessions need not be more exact than this; each step is a write. */
const seenMinutes = 5;

interface SessionRow {
  sessionId: string;
  id: string;
  scopes: string[] | null;
  isDue: boolean;
  isUnseen: boolean;
}

/**
 * Who holds a session, with his scopes when he is staff: the one query of most signed-in requests,
 * where asking better-auth takes two and asking for the scopes a third. A session that is used is
 * prolonged by better-auth, once a day.
 */
export async function sessionActor(
  o: { openAuth: OpenAuth; db: Database },
  cookie: string,
): Promise<Actor> {
  const token = await signedToken(o.openAuth, cookie);
  if (token === undefined) return { kind: 'anonymous' };
  const { rows } = await sql<SessionRow>`
    select s.id as "sessionId",
           s."userId" as id,
           m.scopes,
           s."expiresAt" <= now() + make_interval(
             secs => ${sessionSeconds - sessionRefreshSeconds}
           ) as "isDue",
           s."lastSeenAt" < now() - make_interval(mins => ${seenMinutes}) as "isUnseen"
    from session s
    left join staff_member m on m.user_id = s."userId"
    where s.token = ${token}
      and s."expiresAt" > now()
  `.execute(o.db);
  const [session] = rows;
  if (session === undefined) return { kind: 'anonymous' };
  if (session.isDue) {
    const auth = await o.openAuth();
    await auth.api.getSession({ headers: new Headers({ cookie }) });
  }
  const { id, scopes, sessionId, isUnseen } = session;
  if (isUnseen)
    await sql`
      update session
      set "lastSeenAt" = now()
      where id = ${sessionId}
        -- Asked again: of calls at the same moment one writes.
        and "lastSeenAt" < now() - make_interval(mins => ${seenMinutes})
    `.execute(o.db);
  return scopes === null ? { kind: 'shopper', id, sessionId } : { kind: 'staff', id, scopes };
}

/** The session's token, if the cookie carries better-auth's signature of it. */
async function signedToken(openAuth: OpenAuth, cookie: string): Promise<string | undefined> {
  const auth = await openAuth();
  const { authCookies, secret } = await auth.$context;
  const value = readCookie(cookie, authCookies.sessionToken.name);
  const dot = value.lastIndexOf('.');
  if (dot < 1) return undefined;
  const token = value.slice(0, dot);
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

/** A cookie's value; empty when there is none, or none that can be read. */
function readCookie(cookies: string, name: string): string {
  const found = cookies
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  try {
    return decodeURIComponent(found?.slice(name.length + 1) ?? '');
  } catch {
    // Half an escape sequence: nothing that we ever gave out.
    return '';
  }
}
