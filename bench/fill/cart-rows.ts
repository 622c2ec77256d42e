import { appliedSteps, orderEvents } from './event-rows.ts';
import type { ServiceRows } from './fill-step.ts';
import { CARTS_KEPT_DAYS, firstOrderWithin, type ShopSize } from './shop-size.ts';

/** Carts of the last 60 days: each that became an order, and beside it one that was left. */
export const cartRows = (size: ShopSize): ServiceRows => {
  const kept = firstOrderWithin(size, CARTS_KEPT_DAYS);
  return {
    service: 'cart',
    steps: [
      {
        table: 'cart',
        from: kept,
        to: size.orders,
        sql: (from, to) => `
          insert into cart (
            id, currency, status, attempt_id, order_id, version, created_at, updated_at
          )
          select case place when 1 then pg_temp.cart_id(j) else 'left-' || pg_temp.cart_id(j) end,
                 'EUR', case place when 1 then 'ordered' else 'open' end,
                 case place when 1 then pg_temp.attempt_id(j) end,
                 case place when 1 then pg_temp.order_id(j) end,
                 3, pg_temp.moment(pg_temp.order_ms(j)), pg_temp.moment(pg_temp.order_ms(j))
          from generate_series(${from}::bigint, ${to}) as j,
          generate_series(1, 2) as place`,
      },
      {
        table: 'cart_line',
        from: kept,
        to: size.orders,
        sql: (from, to) => `
          insert into cart_line (id, cart_id, variant_id, quantity)
          select pg_temp.line_id(j, line), pg_temp.cart_id(j),
                 pg_temp.variant_id(product, variant), quantity
          from pg_temp.lines(${from}, ${to})
          union all
          select pg_temp.id('015', pg_temp.order_ms(j), j), 'left-' || pg_temp.cart_id(j),
                 pg_temp.variant_id(product, variant), quantity
          from pg_temp.lines(${from}, ${to})
          where line = 1`,
      },
      ...appliedSteps('orders', orderEvents(size), ['orders.order-placed.v1']),
    ],
  };
};
