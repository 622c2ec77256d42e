import type { ServiceRows } from './fill-step.ts';
import {
  firstOrderWithin,
  openOrders,
  RESERVATIONS_KEPT_DAYS,
  type ShopSize,
} from './shop-size.ts';

/** Stock at the location main; its ledger tells the opening count and every order since. */
export const inventoryRows = (size: ShopSize): ServiceRows => {
  const open = openOrders(size);
  const kept = firstOrderWithin(size, RESERVATIONS_KEPT_DAYS);
  return {
    service: 'inventory',
    prepare: `
      create temp table sold as
      select product,
             variant,
             coalesce(sum(quantity) filter (where pg_temp.order_state(j) = 'fulfilled'), 0)::bigint
               as fulfilled,
             coalesce(sum(quantity) filter (where pg_temp.order_state(j) = 'placed'), 0)::bigint
               as allocated
      from pg_temp.lines(1, ${size.orders})
      group by product, variant;
      create unique index on sold (product, variant);
      analyze sold`,
    steps: [
      {
        table: 'variant_stock',
        from: 1,
        to: size.products,
        sql: (from, to) => `
          insert into variant_stock (variant_id, stock_item_id, level)
          select pg_temp.variant_id(k, variant), pg_temp.variant_id(k, variant),
                 pg_temp.variant_level(k, variant)
          from generate_series(${from}::bigint, ${to}) as k,
          generate_series(1, 2) as variant`,
      },
      {
        table: 'stock',
        from: 1,
        to: size.products,
        sql: (from, to) => `
          insert into stock (stock_item_id, location_id, on_hand, allocated)
          select pg_temp.variant_id(k, v),
                 location.id,
                 pg_temp.variant_available(k, v) + coalesce(sold.allocated, 0),
                 coalesce(sold.allocated, 0)
          from generate_series(${from}::bigint, ${to}) as k
          cross join generate_series(1, 2) as v
          join location on location.code = 'main'
          left join sold on sold.product = k and sold.variant = v`,
      },
      {
        table: 'stock_ledger',
        from: 1,
        to: size.products,
        sql: (from, to) => `
          insert into stock_ledger (
            stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason,
            reference, note, occurred_at
          )
          select pg_temp.variant_id(k, v),
                 location.id,
                 pg_temp.variant_available(k, v) + coalesce(sold.allocated + sold.fulfilled, 0),
                 0, 0, 'count', 'api-key:fill', 'opening stock',
                 pg_temp.moment(pg_temp.product_ms(k))
          from generate_series(${from}::bigint, ${to}) as k
          cross join generate_series(1, 2) as v
          join location on location.code = 'main'
          left join sold on sold.product = k and sold.variant = v
          where pg_temp.variant_available(k, v) + coalesce(sold.allocated + sold.fulfilled, 0) > 0
          order by k, v`,
      },
      {
        table: 'stock_ledger',
        from: 1,
        to: size.orders,
        sql: (from, to) => ledgerOfOrders(from, to, open),
      },
      {
        table: 'reservation',
        from: Math.min(kept, size.orders - open + 1),
        to: size.orders,
        sql: (from, to) => `
          insert into reservation (attempt_id, status, expires_at, order_id, created_at)
          select pg_temp.attempt_id(j), 'allocated',
                 pg_temp.moment(pg_temp.order_ms(j)) + interval '15 minutes',
                 pg_temp.order_id(j), pg_temp.moment(pg_temp.order_ms(j))
          from generate_series(${from}::bigint, ${to}) as j`,
      },
      {
        table: 'promise',
        from: size.orders - open + 1,
        to: size.orders,
        sql: (from, to) => `
          insert into promise (
            attempt_id, variant_id, location_id, stock_item_id, units_per_variant, reserved,
            allocated
          )
          select pg_temp.attempt_id(j), pg_temp.variant_id(product, variant), location.id,
                 pg_temp.variant_id(product, variant), 1, 0, quantity
          from pg_temp.lines(${from}, ${to})
          join location on location.code = 'main'`,
      },
      {
        table: 'applied_fulfilment',
        from: kept,
        to: size.orders - open,
        sql: (from, to) => `
          insert into applied_fulfilment (fulfilment_id, applied_at)
          select pg_temp.fulfilment_id(j), pg_temp.moment(pg_temp.ended_ms(j))
          from generate_series(${from}::bigint, ${to}) as j
          where pg_temp.order_state(j) = 'fulfilled'`,
      },
    ],
    // One availability-changed a variant was told and has been trimmed since.
    finish: `
      update event_log set head = ${2 * size.products}, trimmed_to = ${2 * size.products}`,
  };
};

/** Entries in the order of time: what is placed now, and what was placed some days before ends. */
const ledgerOfOrders = (from: number, to: number, open: number): string => `
  insert into stock_ledger (
    stock_item_id, location_id, on_hand_delta, reserved_delta, allocated_delta, reason, reference,
    occurred_at
  )
  select pg_temp.variant_id(entry.product, entry.variant), location.id, on_hand, reserved,
         allocated, reason, reference, pg_temp.moment(at_ms)
  from (
    select j as step, 1 as place, line, product, variant, 0 as on_hand, quantity as reserved,
           0 as allocated, 'reserved' as reason, pg_temp.attempt_id(j)::text as reference,
           pg_temp.order_ms(j) as at_ms
    from pg_temp.lines(${from}, ${to})
    union all
    select j, 2, line, product, variant, 0, -quantity, quantity, 'allocated',
           pg_temp.order_id(j)::text, pg_temp.order_ms(j)
    from pg_temp.lines(${from}, ${to})
    union all
    select j + ${open}, 3, line, product, variant,
           case when pg_temp.order_state(j) = 'fulfilled' then -quantity else 0 end, 0, -quantity,
           case when pg_temp.order_state(j) = 'fulfilled' then 'fulfilled'
                else 'allocation-freed' end,
           case when pg_temp.order_state(j) = 'fulfilled' then pg_temp.fulfilment_id(j)::text
                else pg_temp.order_id(j)::text end,
           pg_temp.ended_ms(j)
    from pg_temp.lines(${Math.max(1, from - open)}, ${to - open})
    where j + ${open} >= ${from}
  ) as entry
  join location on location.code = 'main'
  order by step, place, line`;
