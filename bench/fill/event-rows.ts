import { EVENTS_KEPT_DAYS, firstOrderWithin, openOrders, type ShopSize } from './shop-size.ts';

/**
 * The log of orders: at step `s` order `s` is placed, and the order some places before it ends. So
 * positions follow from the step: no row has to be counted to know them.
 */
export function orderEvents(size: ShopSize) {
  const open = openOrders(size);
  const placed = `s + greatest(0, s - ${open} - 1)`;
  const ended = `s + s - ${open}`;
  const at = (s: number): number => s + Math.max(0, s - open - 1);
  return {
    ...keptOf(size, at, (s) => s + Math.max(0, s - open)),
    /** Columns: position, id, type, subject, data, at_ms. */
    rows: (from: number, to: number): string => `
      select ${placed} as position, pg_temp.id('020', pg_temp.order_ms(s), s) as id,
             'orders.order-placed.v1' as type, pg_temp.order_id(s)::text as subject,
             jsonb_build_object(
               'orderId', pg_temp.order_id(s), 'attemptId', pg_temp.attempt_id(s),
               'paymentTryId', pg_temp.payment_try_id(s), 'shopperId', null, 'currency', 'EUR',
               'total', jsonb_build_object('amount', t.total, 'currency', 'EUR'),
               'lines', l.lines
             ) as data,
             pg_temp.order_ms(s) as at_ms
      from generate_series(${from}::bigint, ${to}) as s
      join pg_temp.totals(${from}, ${to}) as t on t.j = s
      join (${linesOfEvents(from, to)}) as l on l.j = s
      union all
      select ${ended}, pg_temp.id('021', pg_temp.order_ms(s), s),
             case when state = 'cancelled' then 'orders.order-cancelled.v1'
                  else 'orders.fulfilment-created.v1' end,
             pg_temp.order_id(s - ${open})::text,
             jsonb_build_object(
               'orderId', pg_temp.order_id(s - ${open}),
               'attemptId', pg_temp.attempt_id(s - ${open}), 'lines', l.lines
             ) || case when state = 'cancelled' then '{}'
                       else jsonb_build_object(
                         'fulfilmentId', pg_temp.fulfilment_id(s - ${open})
                       ) end,
             pg_temp.order_ms(s)
      from generate_series(${Math.max(from, open + 1)}::bigint, ${to}) as s
      cross join lateral (select pg_temp.order_state(s - ${open}) as state offset 0) as o
      join (${linesOfEvents(Math.max(1, from - open), to - open)}) as l on l.j = s - ${open}`,
  };
}

const linesOfEvents = (from: number, to: number): string => `
  select j, jsonb_agg(jsonb_build_object(
           'variantId', pg_temp.variant_id(product, variant), 'quantity', quantity
         ) order by line) as lines
  from pg_temp.lines(${from}, ${to})
  group by j`;

/** Every 40th order is cancelled, and a cancelled one has one event more: so many up to `s`. */
const cancelled = (s: string): string => `((${s}) + 33) / 40`;

/** The log of payments, in the same way. */
export function paymentEvents(size: ShopSize) {
  const open = openOrders(size);
  const before = (s: string): string =>
    `case when ${s} - ${open} > 1 then ${s} - ${open} - 1 + ${cancelled(`${s} - ${open} - 1`)} else 0 end`;
  const settled = `s + ${before('s')}`;
  const cancelledUpTo = (n: number): number => Math.floor((n + 33) / 40);
  const endedUpTo = (s: number): number => (s - open >= 1 ? s - open + cancelledUpTo(s - open) : 0);
  return {
    ...keptOf(
      size,
      (s) => s + endedUpTo(s - 1),
      (s) => s + endedUpTo(s),
    ),
    rows: (from: number, to: number): string => `
      select ${settled} as position, pg_temp.id('022', pg_temp.order_ms(s), s) as id,
             'payments.try-settled.v1' as type, pg_temp.payment_try_id(s)::text as subject,
             jsonb_build_object(
               'tryId', pg_temp.payment_try_id(s), 'attemptId', pg_temp.attempt_id(s),
               'status', 'authorised'
             ) as data,
             pg_temp.order_ms(s) as at_ms
      from generate_series(${from}::bigint, ${to}) as s
      union all
      select ${settled} + 1, pg_temp.id('023', pg_temp.order_ms(s), s),
             'payments.captured.v1', pg_temp.payment_try_id(s - ${open})::text,
             jsonb_build_object(
               'tryId', pg_temp.payment_try_id(s - ${open}),
               'captureId', pg_temp.fulfilment_id(s - ${open}),
               'orderId', pg_temp.order_id(s - ${open}),
               'amount', jsonb_build_object('amount', t.total, 'currency', 'EUR')
             ),
             pg_temp.order_ms(s)
      from generate_series(${Math.max(from, open + 1)}::bigint, ${to}) as s
      join pg_temp.totals(${Math.max(1, from - open)}, ${to - open}) as t on t.j = s - ${open}
      where pg_temp.order_state(s - ${open}) = 'fulfilled'
      union all
      select ${settled} + n, pg_temp.id(case n when 1 then '024' else '025' end,
                                        pg_temp.order_ms(s), s),
             case n when 1 then 'payments.try-settled.v1' else 'payments.voided.v1' end,
             pg_temp.payment_try_id(s - ${open})::text,
             jsonb_build_object(
               'tryId', pg_temp.payment_try_id(s - ${open}),
               'attemptId', pg_temp.attempt_id(s - ${open})
             ) || case n when 1 then '{"status": "voided"}'
                         else jsonb_build_object('orderId', pg_temp.order_id(s - ${open})) end,
             pg_temp.order_ms(s)
      from generate_series(${Math.max(from, open + 1)}::bigint, ${to}) as s,
      generate_series(1, 2) as n
      where pg_temp.order_state(s - ${open}) = 'cancelled'`,
  };
}

/** Which steps the log still has, and where it begins and ends. */
function keptOf(
  size: ShopSize,
  firstPosition: (step: number) => number,
  lastPosition: (step: number) => number,
) {
  const from = firstOrderWithin(size, EVENTS_KEPT_DAYS);
  return {
    from,
    to: size.orders,
    trimmedTo: size.orders === 0 ? 0 : firstPosition(from) - 1,
    head: size.orders === 0 ? 0 : lastPosition(size.orders),
  };
}

type EventRows = ReturnType<typeof orderEvents>;

/** The publisher's own rows. */
export const eventSteps = (events: EventRows) => [
  {
    table: 'event',
    from: events.from,
    to: events.to,
    sql: (from: number, to: number) => `
      insert into event (id, position, type, subject, data, occurred_at)
      select id, position, type, subject, data, pg_temp.moment(at_ms)
      from (${events.rows(from, to)}) as logged
      order by position`,
  },
];

export const eventLogState = ({ head, trimmedTo }: EventRows): string =>
  `update event_log set head = ${head}, trimmed_to = ${trimmedTo}`;

/** As many as a subscriber applies in one transaction at the pace of a normal shop. */
const APPLIED_TOGETHER = 2;

/** What a subscriber remembers of the events that it has applied. */
export const appliedSteps = (publisher: string, events: EventRows, types: readonly string[]) => [
  {
    table: 'applied_batch',
    from: events.from,
    to: events.to,
    sql: (from: number, to: number) => `
      insert into applied_batch (publisher, type, event_ids, positions, applied_at)
      select '${publisher}', type, array_agg(id order by position),
             array_agg(position order by position), pg_temp.moment(max(at_ms))
      from (${events.rows(from, to)}) as logged
      where type in (${types.map((type) => `'${type}'`).join(', ')})
      group by type, position / ${APPLIED_TOGETHER}
      order by min(position)`,
  },
];
