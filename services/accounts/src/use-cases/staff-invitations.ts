import { randomUUID } from 'node:crypto';
import { type Actor, ContractError } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { OpenAuth } from '../auth.ts';
import { chosenId } from './chosen-id.ts';
import { hashOf, newSecret } from './secrets.ts';

const invitationHours = 72;
/** A shop has a handful; whoever has more looks into the table. */
const shownMax = 1_000;

/** Makes a one-time invitation and answers its secret: the only time that it can be seen. */
export const inviteStaff = (
  db: Database,
  actor: Actor,
  scopes: readonly string[],
): Promise<string> =>
  transaction(db, (tx) => insertInvitation(tx, { actor, scopes, isForFirst: false }));

/**
 * Invites the first owner; undefined when there is staff. Every start without staff asks for this
 * and prints the link, so the links of earlier starts end: one leaves less to find in a log.
 */
export async function inviteFirstOwner(db: Database): Promise<string | undefined> {
  if (await hasStaff(db)) return undefined;
  return transaction(db, async (tx) => {
    // Nobody joins between the look and the invitation, and no other start makes one meanwhile.
    await sql`
      lock table staff_member in share row exclusive mode
    `.execute(tx);
    if (await hasStaff(tx)) return undefined;
    await endFirstInvitations(tx);
    const actor = { kind: 'system' } as const;
    return insertInvitation(tx, { actor, scopes: ['*'], isForFirst: true });
  });
}

async function insertInvitation(
  tx: Tx,
  o: { actor: Actor; scopes: readonly string[]; isForFirst: boolean },
): Promise<string> {
  const token = newSecret('');
  const { rows } = await sql<{ id: string }>`
    insert into staff_invitation (token_hash, scopes, expires_at, is_for_first)
    values (
      ${hashOf(token)}, ${o.scopes}, now() + make_interval(hours => ${invitationHours}),
      ${o.isForFirst}
    )
    returning id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the insert returned no row');
  await emitStaffAction(tx, 'accounts', o.actor, {
    action: 'staff-invited',
    subject: row.id,
    changes: { scopes: o.scopes },
  });
  return token;
}

/** Also one that is taken at this moment: it may be given back. */
async function endFirstInvitations(tx: Tx): Promise<void> {
  await sql`
    update staff_invitation
    set expires_at = created_at
    where is_for_first
      and used_by is null
      and expires_at > created_at
  `.execute(tx);
}

export interface OpenInvitation {
  id: string;
  scopes: string[];
  expiresAt: Date;
}

/** Links that still make somebody staff. */
export async function listOpenInvitations(db: Database): Promise<OpenInvitation[]> {
  const { rows } = await sql<OpenInvitation>`
    select id, scopes, expires_at as "expiresAt"
    from staff_invitation
    where used_by is null
      and expires_at > now()
    order by created_at, id
    limit ${shownMax}
  `.execute(db);
  return rows;
}

/**
 * Ends a link that nobody has joined by; whoever is joining by it at this moment is refused.
 * @throws ContractError `not-found`
 */
export async function endInvitation(
  db: Database,
  actor: Actor,
  invitationId: string,
): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ scopes: string[] }>`
      update staff_invitation
      set expires_at = created_at
      where id = ${invitationId}
        and used_by is null
        and expires_at > now()
      returning scopes
    `.execute(tx);
    const [ended] = rows;
    if (ended === undefined) throw new ContractError('not-found');
    await emitStaffAction(tx, 'accounts', actor, {
      action: 'staff-invitation-ended',
      subject: invitationId,
      changes: { scopes: ended.scopes },
    });
  });
}

async function hasStaff(db: Database): Promise<boolean> {
  const { rows } = await sql`select 1 from staff_member limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Turns an invitation into a staff account. The invitation is taken first, so that two who hold
 * the link cannot both use it; it is given back when the account cannot be made, and what was made
 * of the account goes: better-auth has committed it by itself, and its address would be taken.
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
  const staffId = randomUUID();
  try {
    const auth = await o.openAuth();
    const { email, name, password } = input;
    // The shop's page that tells how the link of the mail went.
    const body = { email, name, password, callbackURL: '/account/verified' };
    await chosenId.run(staffId, () => auth.api.signUpEmail({ body }));
    await transaction(o.db, async (tx) => {
      await sql`
        insert into staff_member (user_id, scopes)
        values (${staffId}, ${invitation.scopes})`.execute(tx);
      const joined = await sql`
        update staff_invitation
        set used_by = ${staffId}
        where id = ${invitation.id}
          and expires_at > now()
      `.execute(tx);
      if (joined.numAffectedRows === 0n) throw new ContractError('invitation-not-valid');
      await endFirstInvitations(tx);
      await emitStaffAction(
        tx,
        'accounts',
        { kind: 'staff', id: staffId, scopes: [] },
        {
          action: 'staff-joined',
          subject: staffId,
          changes: { scopes: invitation.scopes, invitationId: invitation.id },
        },
      );
    });
    return { staffId };
  } catch (cause) {
    await giveBack(o.db, { invitationId: invitation.id, staffId });
    const { APIError } = await import('better-auth/api');
    if (!(cause instanceof APIError)) throw cause;
    throw new ContractError('account-refused', {
      detail: 'The address is taken or the password is too short (10 characters at least)',
      cause,
    });
  }
}

/** The mail to verify the address goes with the person: its link would lead to nobody. */
async function giveBack(db: Database, o: { invitationId: string; staffId: string }): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`
      with gone as (
        delete from "user"
        where id = ${o.staffId}
        returning email
      )
      delete from account_mail
      using gone
      where account_mail.email = gone.email
    `.execute(tx);
    await sql`
      update staff_invitation
      set used_at = null
      where id = ${o.invitationId}
    `.execute(tx);
  });
}
