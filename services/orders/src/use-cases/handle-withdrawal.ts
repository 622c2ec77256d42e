import { ContractError, type RequestContext } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Staff have done what a withdrawal asks for: it is no longer open. A repeat changes nothing, so
 * the moment that was noted first stays.
 * @throws ContractError `not-found`
 */
export async function handleWithdrawal(
  db: Database<DB>,
  { orderId, withdrawalId }: { orderId: string; withdrawalId: string },
  context: RequestContext,
): Promise<void> {
  await transaction(db, async (tx) => {
    await lockOrder(tx, orderId);
    const { rows } = await sql<{ isHandled: boolean }>`
      select handled_at is not null as "isHandled"
      from withdrawal
      where id = ${withdrawalId}
        and order_id = ${orderId}
    `.execute(tx);
    const [withdrawal] = rows;
    if (withdrawal === undefined) throw new ContractError('not-found');
    if (withdrawal.isHandled) return;
    await sql`
      update withdrawal
      set handled_at = clock_timestamp()
      where id = ${withdrawalId}
    `.execute(tx);
    await sql`
      update orders
      set withdrawal_open_since = (
        select min(declared_at)
        from withdrawal
        where order_id = ${orderId}
          and handled_at is null
      )
      where id = ${orderId}
    `.execute(tx);
    await emitStaffAction(tx, 'orders', context.actor, {
      action: 'order-withdrawal-handled',
      subject: orderId,
      changes: { withdrawalId },
    });
  });
}
