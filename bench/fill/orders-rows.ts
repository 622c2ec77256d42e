import {
  appliedSteps,
  eventLogState,
  eventSteps,
  orderEvents,
  paymentEvents,
} from './event-rows.ts';
import type { ServiceRows } from './fill-step.ts';
import { openOrders, type ShopSize } from './shop-size.ts';

/** Columns of the order's own copy of what was bought; titles follow from the product's number. */
const orderTotals = `
  '{"optionId": "home.standard-eur", "name": "Standard, 2 to 4 days",
    "price": {"amount": 490, "currency": "EUR"}, "discount": {"amount": 0, "currency": "EUR"},
    "taxRateBasisPoints": 1900, "tax": {"amount": 78, "currency": "EUR"},
    "total": {"amount": 490, "currency": "EUR"}}'::jsonb`;

export const shippingAddress = `
  '{"firstName": "Ada", "lastName": "Muster", "line1": "Hauptstr. 1", "postalCode": "10115",
    "city": "Berlin", "country": "DE"}'::jsonb`;

/** Orders with two lines each; all but the newest are fulfilled and captured, or cancelled. */
export const ordersRows = (size: ShopSize): ServiceRows => {
  const events = orderEvents(size);
  return {
    service: 'orders',
    steps: [
      {
        table: 'orders',
        from: 1,
        to: size.orders,
        sql: (from, to) => `
          insert into orders (
            id, attempt_id, number, status, payment_status, created_at, email, locale, currency,
            payment_try_id, shipping, shipping_address, subtotal_minor, discount_total_minor,
            shipping_total_minor, tax_total_minor, total_minor, prices_include_tax, taxes,
            captured_minor, voided_at
          )
          select pg_temp.order_id(j), pg_temp.attempt_id(j), pg_temp.order_number(j), state,
                 case state when 'placed' then 'authorised' when 'cancelled' then 'voided'
                            else 'captured' end,
                 pg_temp.moment(pg_temp.order_ms(j)), pg_temp.email(j), 'en', 'EUR',
                 pg_temp.payment_try_id(j), ${orderTotals}, ${shippingAddress}, subtotal, 0, 490,
                 tax, total, true,
                 jsonb_build_array(jsonb_build_object(
                   'rateBasisPoints', 1900,
                   'amount', jsonb_build_object('amount', tax, 'currency', 'EUR')
                 )),
                 case state when 'fulfilled' then total else 0 end,
                 case state when 'cancelled' then pg_temp.moment(pg_temp.ended_ms(j)) end
          from pg_temp.totals(${from}, ${to})
          cross join lateral (select pg_temp.order_state(j) as state offset 0) as o
          order by j`,
      },
      {
        table: 'order_line',
        from: 1,
        to: size.orders,
        sql: (from, to) => `
          insert into order_line (
            order_id, line_id, position, variant_id, product_id, slug, sku, title, options,
            quantity, unit_price_minor, discount_total_minor, tax_rate_basis_points, tax_minor,
            total_minor, discounts, fulfilled_quantity, cancelled_quantity
          )
          select pg_temp.order_id(j), pg_temp.line_id(j, line), line,
                 pg_temp.variant_id(product, variant), pg_temp.product_id(product),
                 pg_temp.slug(product), pg_temp.sku(product, variant), 'Product ' || product,
                 jsonb_build_object(
                   'Colour', pg_temp.colour(product), 'Size', pg_temp.size(product, variant)
                 ),
                 quantity, unit, 0, 1900, tax, total, '[]',
                 case state when 'fulfilled' then quantity else 0 end,
                 case state when 'cancelled' then quantity else 0 end
          from pg_temp.lines(${from}, ${to})
          cross join lateral (select pg_temp.order_state(j) as state offset 0) as o`,
      },
      ...fulfilmentSteps(size),
      ...eventSteps(events),
      ...appliedSteps('payments', paymentEvents(size), [
        'payments.captured.v1',
        'payments.voided.v1',
      ]),
    ],
    finish: eventLogState(events),
  };
};

const fulfilmentSteps = (size: ShopSize) => [
  {
    table: 'fulfilment',
    from: 1,
    to: size.orders - openOrders(size),
    sql: (from: number, to: number) => `
      insert into fulfilment (
        id, order_id, created_at, capture_minor, capture_status
      )
      select pg_temp.fulfilment_id(j), pg_temp.order_id(j), pg_temp.moment(pg_temp.ended_ms(j)),
             total, 'captured'
      from pg_temp.totals(${from}, ${to})
      where pg_temp.order_state(j) = 'fulfilled'
      order by j`,
  },
  {
    table: 'fulfilment_line',
    from: 1,
    to: size.orders - openOrders(size),
    sql: (from: number, to: number) => `
      insert into fulfilment_line (fulfilment_id, order_id, line_id, quantity)
      select pg_temp.fulfilment_id(j), pg_temp.order_id(j), pg_temp.line_id(j, line), quantity
      from pg_temp.lines(${from}, ${to})
      where pg_temp.order_state(j) = 'fulfilled'`,
  },
];
