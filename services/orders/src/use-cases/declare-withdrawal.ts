import { ContractError, type RequestContext } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { ordersEvents } from '../../contract/events.ts';
import type { DeclareWithdrawal, WithdrawalReceipt } from '../../contract/shapes.ts';
import { readOrderNumber } from '../domain/order-number.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { readOrder } from '../queries/read-order.ts';
import { lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';
import { findOwnOrder } from './find-own-order.ts';

/**
 * Takes a consumer's withdrawal from the contract (Directive (EU) 2023/2673, article 11a of
 * Directive 2011/83/EU) and tells of it, which sends the receipt. It neither asks whether the
 * period is over, which depends on a delivery that nobody here has seen, nor gives money back:
 * staff decide. A repeat answers what was declared first.
 * @throws ContractError `not-found` when the order is not the caller's; `already-withdrawn` when
 *   the first declaration named other parts of it
 */
export async function withdrawFromOrder(
  parts: Pick<OrdersParts, 'db' | 'accounts' | 'accessKey'>,
  asked: { orderId: string; declaration: DeclareWithdrawal },
  context: RequestContext,
): Promise<WithdrawalReceipt> {
  const { id } = await findOwnOrder(parts, asked.orderId, context);
  return declare(parts.db, id, asked.declaration);
}

/**
 * The same for whoever knows an order's number and mail address, as its guest does from the mail.
 * Whichever of them is wrong, and whether the order exists, the answer is one and the same.
 * @throws ContractError `not-found`; `already-withdrawn`
 */
export async function withdrawByNumber(
  db: Database<DB>,
  { number, email, ...declaration }: DeclareWithdrawal & { number: string; email: string },
): Promise<WithdrawalReceipt> {
  // What can be no number is looked for all the same, so that the answer takes its usual time.
  const { rows } = await sql<{ id: string }>`
    select id
    from orders
    where number = ${readOrderNumber(number) ?? ''}
      and lower(email) = lower(${email})
      and erased_at is null
  `.execute(db);
  const [order] = rows;
  if (order === undefined) throw new ContractError('not-found');
  return declare(db, order.id, declaration);
}

async function declare(
  db: Database<DB>,
  orderId: string,
  { name, goods }: DeclareWithdrawal,
): Promise<WithdrawalReceipt> {
  await transaction(db, async (tx) => {
    await lockOrder(tx, orderId);
    const declared = await sql`
      insert into withdrawal (order_id, name, goods)
      select id, ${name}, ${goods ?? null}
      from orders
      where id = ${orderId}
        and erased_at is null
      on conflict do nothing
      returning order_id
    `.execute(tx);
    if (declared.rows.length === 0) return;
    await emit(tx, ordersEvents.withdrawalDeclared, { subject: orderId, data: { orderId } });
  });
  const { number, withdrawal } = await readOrder(db, orderId);
  // Erased at this very moment.
  if (withdrawal === null) throw new ContractError('not-found');
  const isCovered = withdrawal.goods === null || withdrawal.goods === (goods ?? null);
  if (!isCovered) throw new ContractError('already-withdrawn');
  return { number, ...withdrawal };
}
