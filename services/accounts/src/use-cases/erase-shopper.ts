import { checkoutContract } from '@cartwright/checkout/contract';
import { type Actor, ContractError } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import { emit, emitStaffAction } from '@cartwright/events';
import { notificationsContract } from '@cartwright/notifications/contract';
import { ordersContract } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import { accountsEvents } from '../../contract/events.ts';
import { forgetSignIns } from './limit-sign-ins.ts';

/** Who keeps personal data of shoppers beside accounts, and tells once it is gone. */
export const keepers = [ordersContract, checkoutContract, notificationsContract] as const;

/**
 * Removes a shopper's account with everything in it and tells the others by its id. What they need
 * to find their part is kept until all of them have told that it is gone.
 * @throws ContractError `not-found`; `not-allowed` for staff, whose rights somebody must take first
 */
export async function eraseShopper(db: Database, shopperId: string, actor: Actor): Promise<void> {
  await transaction(db, async (tx) => {
    const staff = await sql`
      select
      from staff_member
      where user_id = ${shopperId}
    `.execute(tx);
    if (staff.rows.length > 0) throw new ContractError('not-allowed');
    const { rows } = await sql<{ email: string; emailVerified: boolean }>`
      delete from "user"
      where id = ${shopperId}
      returning email, "emailVerified"
    `.execute(tx);
    const [person] = rows;
    if (person === undefined) throw new ContractError('not-found');
    const mailIds = await removeTraces(tx, shopperId, person.email);
    const awaited = keepers.map(({ service }) => service);
    await sql`
      insert into erasure (shopper_id, email, email_verified, mail_ids, awaited)
      values (${shopperId}, ${person.email}, ${person.emailVerified}, ${mailIds}, ${awaited})
    `.execute(tx);
    await emit(tx, accountsEvents.shopperErased, { subject: shopperId, data: { shopperId } });
    if (actor.kind === 'shopper') return;
    await emitStaffAction(tx, 'accounts', actor, {
      action: 'shopper-erased',
      subject: shopperId,
      changes: {},
    });
  });
}

/** What stands in no table of the account's row. Answers the mails that were asked for lately. */
async function removeTraces(tx: Tx, shopperId: string, email: string): Promise<string[]> {
  const { rows: mails } = await sql<{ id: string }>`
    delete from account_mail
    where lower(email) = lower(${email})
    returning id
  `.execute(tx);
  await sql`
    delete from verification
    where value = ${shopperId}
  `.execute(tx);
  await forgetSignIns(tx, email);
  return mails.map(({ id }) => id);
}

/** The address under which a service finds its part. Throws `not-found` once all are done. */
export async function findErasure(db: Database, shopperId: string) {
  const { rows } = await sql<{ email: string; emailVerified: boolean; mailIds: string[] }>`
    select email,
           email_verified as "emailVerified",
           mail_ids as "mailIds"
    from erasure
    where shopper_id = ${shopperId}
  `.execute(db);
  const [erasure] = rows;
  if (erasure === undefined) throw new ContractError('not-found');
  return erasure;
}

/**
 * One service has forgotten the shopper; after the last one nothing of him is left here. Each
 * service is heard by itself: the row is locked first, so that the last of two that tell at once
 * sees what the other has left.
 */
export async function noteForgotten(tx: Tx, service: string, shopperId: string): Promise<void> {
  await sql`
    select
    from erasure
    where shopper_id = ${shopperId}
    for update
  `.execute(tx);
  await sql`
    delete from erasure
    where shopper_id = ${shopperId}
      and awaited <@ ${[service]}::text[]
  `.execute(tx);
  await sql`
    update erasure
    set awaited = array_remove(awaited, ${service})
    where shopper_id = ${shopperId}
      and cardinality(awaited) > 1
  `.execute(tx);
}
