import {
  appliedSteps,
  eventLogState,
  eventSteps,
  orderEvents,
  paymentEvents,
} from './event-rows.ts';
import type { ServiceRows } from './fill-step.ts';
import { openOrders, type ShopSize } from './shop-size.ts';

/** The provider's id of an order's authorisation. */
const paymentId = `'pay_' || lpad(to_hex(j), 32, '0')`;

/** A try for each order, with its changes of state, its capture and our books. */
export const paymentsRows = (size: ShopSize): ServiceRows => {
  const events = paymentEvents(size);
  const ended = size.orders - openOrders(size);
  return {
    service: 'payments',
    steps: [
      {
        table: 'payment_try',
        from: 1,
        to: size.orders,
        sql: (from, to) => `
          insert into payment_try (
            try_id, attempt_id, order_id, method, amount_minor, currency, status, payment_id,
            void_requested, captured_minor, created_at, updated_at
          )
          select pg_temp.payment_try_id(j), pg_temp.attempt_id(j), pg_temp.order_id(j), 'test',
                 total, 'EUR', case state when 'cancelled' then 'voided' else 'authorised' end,
                 ${paymentId}, state = 'cancelled',
                 case state when 'fulfilled' then total else 0 end,
                 pg_temp.moment(pg_temp.order_ms(j)),
                 pg_temp.moment(case state when 'placed' then pg_temp.order_ms(j)
                                           else pg_temp.ended_ms(j) end)
          from pg_temp.totals(${from}, ${to})
          cross join lateral (select pg_temp.order_state(j) as state offset 0) as o
          order by j`,
      },
      {
        table: 'order_payment',
        from: 1,
        to: size.orders,
        sql: (from, to) => `
          insert into order_payment (order_id, try_id)
          select pg_temp.order_id(j), pg_temp.payment_try_id(j)
          from generate_series(${from}::bigint, ${to}) as j
          order by j`,
      },
      {
        table: 'try_change',
        from: 1,
        to: size.orders,
        sql: (from, to) => `
          insert into try_change (try_id, from_status, to_status, cause, changed_at)
          select pg_temp.payment_try_id(j), from_status, to_status, 'void',
                 pg_temp.moment(pg_temp.ended_ms(j))
          from generate_series(${from}::bigint, ${to}) as j
          cross join (values
            (1, 'authorised', 'voiding'),
            (2, 'voiding', 'voided')
          ) as change (place, from_status, to_status)
          where pg_temp.order_state(j) = 'cancelled'
          order by j, place`,
      },
      {
        table: 'movement',
        from: 1,
        to: ended,
        sql: (from, to) => `
          insert into movement (
            id, kind, try_id, amount_minor, currency, status, created_at, settled_at
          )
          select pg_temp.fulfilment_id(j), 'capture', pg_temp.payment_try_id(j), total, 'EUR',
                 'done', pg_temp.moment(pg_temp.ended_ms(j)), pg_temp.moment(pg_temp.ended_ms(j))
          from pg_temp.totals(${from}, ${to})
          where pg_temp.order_state(j) = 'fulfilled'
          order by j`,
      },
      {
        table: 'ledger_entry',
        from: 1,
        to: size.orders,
        sql: (from, to) => `
          insert into ledger_entry (
            try_id, kind, reference_id, from_account, to_account, amount_minor, currency,
            entered_at
          )
          select pg_temp.payment_try_id(j), kind,
                 case kind when 'capture' then pg_temp.fulfilment_id(j)
                           else pg_temp.payment_try_id(j) end,
                 from_account, to_account, total, 'EUR',
                 pg_temp.moment(case kind when 'authorise' then pg_temp.order_ms(j)
                                          else pg_temp.ended_ms(j) end)
          from pg_temp.totals(${from}, ${to})
          join (values
            ('authorise', 'shopper', 'hold', null),
            ('capture', 'hold', 'shop', 'fulfilled'),
            ('release', 'hold', 'shopper', 'cancelled')
          ) as entry (kind, from_account, to_account, state)
            on coalesce(state = pg_temp.order_state(j), true)
          order by j, kind`,
      },
      ...eventSteps(events),
      ...appliedSteps('orders', orderEvents(size), ['orders.order-placed.v1']),
    ],
    // The last comparison of the books has just ended, so the next one waits for its time.
    finish: `
      ${eventLogState(events)};
      insert into reconciliation_run (provider, status, compared_count, finished_at)
      values ('test', 'finished', 0, clock_timestamp())`,
  };
};
