import { type Database, inRounds, type Tx, transaction } from '@cartwright/database';
import { emitAll } from '@cartwright/events';
import { sql } from 'kysely';
import { ordersEvents } from '../../contract/events.ts';
import type { OrdersParts } from '../orders-parts.ts';
import type { DB } from '../store/tables.generated.ts';

/** Transactions that stay short, as many as end within a few seconds; the sweep comes again. */
const rounds = { atOnce: 100, roundsMax: 50 };
/** Longer than any checkout can be under way. */
const rememberedDays = 30;

/** Stands where a mail address must stand; nobody can receive mail there. */
const erasedEmail = 'erased@shop.invalid';

type Parts = Pick<OrdersParts, 'db' | 'eraseAfterDays'>;

/**
 * Takes the personal data out of orders whose time has come. What stays is bookkeeping: number,
 * goods, amounts, taxes, and the country that decides on them. An order that is still to be
 * delivered, captured or refunded is left until it is closed, and one with a withdrawal until staff
 * have handled it: they need to know who withdrew from what.
 */
export async function eraseDueOrders({ db, eraseAfterDays }: Parts): Promise<void> {
  await markLateOrders(db, eraseAfterDays);
  await inRounds(rounds, (atOnce) => transaction(db, (tx) => eraseSome(tx, atOnce)));
}

/** A checkout that was under way when its shopper was erased becomes an order all the same. */
async function markLateOrders(db: Database<DB>, eraseAfterDays: number): Promise<void> {
  await sql`
    update orders
    set erase_at = erased_shopper.erased_at + make_interval(days => ${eraseAfterDays})
    from erased_shopper
    where orders.shopper_id = erased_shopper.shopper_id
      and orders.erase_at is null
  `.execute(db);
  await sql`
    delete from erased_shopper
    where erased_at < now() - make_interval(days => ${rememberedDays})
  `.execute(db);
}

async function eraseSome(tx: Tx<DB>, atOnce: number): Promise<number> {
  const erased = await sql<{ orderId: string; attemptId: string }>`
    update orders
    set erased_at = now(),
        shopper_id = null,
        email = ${erasedEmail},
        shipping_address = erased_address(shipping_address),
        billing_address = erased_address(billing_address)
    where id in (
      select o.id
      from orders o
      where o.erase_at <= now()
        and o.erased_at is null
        and o.status in ('fulfilled', 'cancelled')
        and o.withdrawal_open_since is null
        and not exists (
          select
          from fulfilment f
          where f.order_id = o.id
            and f.capture_status in ('requested', 'failed')
        )
        and not exists (
          select
          from refund r
          where r.order_id = o.id
            and r.status = 'requested'
        )
      order by o.erase_at
      limit ${atOnce}
      for update skip locked
    )
    returning id as "orderId", attempt_id as "attemptId"
  `.execute(tx);
  const ids = erased.rows.map(({ orderId }) => orderId);
  await sql`
    update fulfilment
    set tracking_number = null,
        tracking_url = null
    where order_id = any (${ids}::uuid[])
  `.execute(tx);
  // Typed by staff, who may have named the customer.
  await sql`
    update refund
    set reason = 'erased'
    where order_id = any (${ids}::uuid[])
  `.execute(tx);
  await sql`
    update withdrawal
    set name = '-',
        goods = case when goods is not null then '-' end
    where order_id = any (${ids}::uuid[])
  `.execute(tx);
  await emitAll(
    tx,
    ordersEvents.personalDataErased,
    erased.rows.map((data) => ({ subject: data.orderId, data })),
  );
  return ids.length;
}
