import { ContractError, type RequestContext } from '@cartwright/contract';
import { type Database, type Tx, transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { ordersEvents } from '../../contract/events.ts';
import type { DeclareWithdrawal, Withdrawal, WithdrawalReceipt } from '../../contract/shapes.ts';
import { coveringWithdrawal } from '../domain/covering-withdrawal.ts';
import { readOrderNumber } from '../domain/order-number.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { readOrder } from '../queries/read-order.ts';
import { lockOrder } from '../store/lock-order.ts';
import type { DB } from '../store/tables.generated.ts';
import { findOwnOrder } from './find-own-order.ts';

/** Nobody sends an order back in more parts; the whole of it can be withdrawn from all the same. */
const partsMax = 20;

/**
 * Takes a consumer's withdrawal from the contract (Directive (EU) 2023/2673, article 11a of
 * Directive 2011/83/EU) and tells of it, which sends the receipt. It neither asks whether the
 * period is over, which depends on a delivery that nobody here has seen, nor gives money back:
 * staff decide. Each part of an order can be withdrawn from; a declaration that adds nothing to an
 * earlier one is answered with that one's receipt.
 * @throws ContractError `not-found` when the order is not the caller's; `too-many-withdrawals` when
 *   it has as many declarations of parts as it can have
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
 * @throws ContractError `not-found`; `too-many-withdrawals`
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

const declare = (
  db: Database<DB>,
  orderId: string,
  declaration: DeclareWithdrawal,
): Promise<WithdrawalReceipt> =>
  transaction(db, async (tx) => {
    await lockOrder(tx, orderId);
    const { number, isErased, withdrawals } = await readOrder(tx, orderId);
    // Erased at this very moment.
    if (isErased) throw new ContractError('not-found');
    const goods = declaration.goods ?? null;
    const covering = coveringWithdrawal(withdrawals, goods);
    if (covering !== undefined) return receiptOf(number, covering);
    if (goods !== null && withdrawals.length >= partsMax)
      throw new ContractError('too-many-withdrawals');
    const declared = await insert(tx, orderId, { name: declaration.name, goods });
    const data = { orderId, withdrawalId: declared.id };
    await emit(tx, ordersEvents.withdrawalDeclared, { subject: orderId, data });
    return receiptOf(number, declared);
  });

const receiptOf = (
  number: string,
  { id, declaredAt, name, goods }: Withdrawal,
): WithdrawalReceipt => ({ id, number, declaredAt, name, goods });

async function insert(
  tx: Tx<DB>,
  orderId: string,
  { name, goods }: { name: string; goods: string | null },
): Promise<Withdrawal> {
  const { rows } = await sql<Withdrawal>`
    insert into withdrawal (order_id, name, goods)
    values (${orderId}, ${name}, ${goods})
    returning id, time_json(declared_at) as "declaredAt", name, goods
  `.execute(tx);
  const [declared] = rows;
  if (declared === undefined) throw new Error(`No withdrawal from ${orderId} was written`);
  await sql`
    update orders
    set withdrawal_open_since = ${declared.declaredAt}
    where id = ${orderId}
      and withdrawal_open_since is null
  `.execute(tx);
  return declared;
}
