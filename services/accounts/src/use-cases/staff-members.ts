import { type Actor, ContractError } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';

interface StaffMember {
  id: string;
  email: string;
  name: string;
  scopes: string[];
  createdAt: Date;
}

/** A shop has a handful; whoever has more looks into the table. */
const shownMax = 1_000;

export async function listStaff(db: Database): Promise<StaffMember[]> {
  const { rows } = await sql<StaffMember>`
    select u.id, u.email, u.name, m.scopes, m.created_at as "createdAt"
    from staff_member m
    join "user" u on u.id = m.user_id
    order by m.created_at, u.id
    limit ${shownMax}
  `.execute(db);
  return rows;
}

/**
 * Takes all rights from somebody and signs him out everywhere. What is left is a shopper's account.
 * @throws ContractError `not-found`
 */
export async function removeStaff(db: Database, actor: Actor, staffId: string): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ scopes: string[] }>`
      delete from staff_member
      where user_id = ${staffId}
      returning scopes
    `.execute(tx);
    const [removed] = rows;
    if (removed === undefined) throw new ContractError('not-found');
    await sql`
      delete from session
      where "userId" = ${staffId}
    `.execute(tx);
    await emitStaffAction(tx, 'accounts', actor, {
      action: 'staff-removed',
      subject: staffId,
      changes: { scopes: removed.scopes },
    });
  });
}
