import { appliedSteps, orderEvents } from './event-rows.ts';
import type { ServiceRows } from './fill-step.ts';
import { openOrders, type ShopSize } from './shop-size.ts';

/** The mails that orders led to, as a shop with a mail server keeps them: without content. */
export const notificationsRows = (size: ShopSize): ServiceRows => ({
  service: 'notifications',
  steps: [
    {
      table: 'mail',
      from: 1,
      to: size.orders,
      sql: (from, to) => mails(from, to, openOrders(size)),
    },
    ...appliedSteps('orders', orderEvents(size), [
      'orders.order-placed.v1',
      'orders.order-cancelled.v1',
      'orders.fulfilment-created.v1',
    ]),
  ],
});

const mails = (from: number, to: number, open: number): string => `
  insert into mail (
    id, event_id, kind, about_id, part_id, status, tries, message_id, recipient, subject,
    created_at, delivered_at
  )
  select id, event_id, kind, pg_temp.order_id(j), part_id, 'sent', 1,
         '<' || id || '@localhost>', pg_temp.email(j), 'Your order ' || pg_temp.order_number(j),
         pg_temp.moment(at_ms), pg_temp.moment(at_ms)
  from (
    select s as j, pg_temp.id('030', pg_temp.order_ms(s), s) as id,
           pg_temp.id('020', pg_temp.order_ms(s), s) as event_id, 'order-placed' as kind,
           null::uuid as part_id, pg_temp.order_ms(s) as at_ms
    from generate_series(${from}::bigint, ${to}) as s
    union all
    select s - ${open}, pg_temp.id('031', pg_temp.order_ms(s), s),
           pg_temp.id('021', pg_temp.order_ms(s), s),
           case when state = 'cancelled' then 'order-cancelled' else 'fulfilment-created' end,
           case when state = 'fulfilled' then pg_temp.fulfilment_id(s - ${open}) end,
           pg_temp.order_ms(s)
    from generate_series(${Math.max(from, open + 1)}::bigint, ${to}) as s
    cross join lateral (select pg_temp.order_state(s - ${open}) as state offset 0) as o
  ) as wanted
  order by at_ms, id`;
