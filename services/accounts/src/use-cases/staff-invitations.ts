import { type Actor, ContractError } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { OpenAuth } from '../auth.ts';
import { hashOf, newSecret } from './secrets.ts';

const invitationHours = 72;

/** Makes a one-time invitation and answers its secret: the only time that it can be seen. */
export async function inviteStaff(
  db: Database,
  actor: Actor,
  scopes: readonly string[],
): Promise<string> {
  const token = newSecret('');
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into staff_invitation (token_hash, scopes, expires_at)
      values (
        ${hashOf(token)}, ${scopes}, now() + make_interval(hours => ${invitationHours})
      )
      returning id`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error('the insert returned no row');
    await emitStaffAction(tx, 'accounts', actor, {
      action: 'staff-invited',
      subject: row.id,
      changes: { scopes },
    });
  });
  return token;
}

export async function hasStaff(db: Database): Promise<boolean> {
  const { rows } = await sql`select 1 from staff_member limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Turns an invitation into a staff account. The invitation is taken first, so that two who hold
 * the link cannot both use it; it is given back when the account cannot be made.
 */
export async function acceptInvitation(
  o: { openAuth: OpenAuth; db: Database },
  input: { token: string; email: string; name: string; password: string },
): Promise<{ staffId: string }> {
  const taken = await sql<{ id: string; scopes: string[] }>`
    update staff_invitation
    set used_at = now()
    where token_hash = ${hashOf(input.token)} and used_at is null and expires_at > now()
    returning id, scopes`.execute(o.db);
  const [invitation] = taken.rows;
  if (invitation === undefined) throw new ContractError('invitation-not-valid');
  try {
    const auth = await o.openAuth();
    const { user } = await auth.api.signUpEmail({
      body: {
        email: input.email,
        name: input.name,
        password: input.password,
        // The shop's page that tells how the link of the mail went.
        callbackURL: '/account/verified',
      },
    });
    await transaction(o.db, async (tx) => {
      await sql`
        insert into staff_member (user_id, scopes)
        values (${user.id}, ${invitation.scopes})`.execute(tx);
      await sql`
        update staff_invitation set used_by = ${user.id} where id = ${invitation.id}`.execute(tx);
      await emitStaffAction(
        tx,
        'accounts',
        { kind: 'staff', id: user.id, scopes: [] },
        {
          action: 'staff-joined',
          subject: user.id,
          changes: { scopes: invitation.scopes, invitationId: invitation.id },
        },
      );
    });
    return { staffId: user.id };
  } catch (cause) {
    await sql`update staff_invitation set used_at = null where id = ${invitation.id}`.execute(o.db);
    const { APIError } = await import('better-auth/api');
    if (!(cause instanceof APIError)) throw cause;
    throw new ContractError('account-refused', {
      detail: 'The address is taken or the password is too short (10 characters at least)',
      cause,
    });
  }
}
