import { appliedSteps, paymentEvents } from './event-rows.ts';
import type { ServiceRows } from './fill-step.ts';
import { shippingAddress } from './orders-rows.ts';
import { ATTEMPTS_KEPT_DAYS, firstOrderWithin, type ShopSize } from './shop-size.ts';

/** A completed attempt for each order; older ones have lost their personal data. */
export const checkoutRows = (size: ShopSize): ServiceRows => {
  const whole = firstOrderWithin(size, ATTEMPTS_KEPT_DAYS);
  return {
    service: 'checkout',
    steps: [
      {
        table: 'checkout_attempt',
        from: 1,
        to: size.orders,
        sql: (from, to) => `
          insert into checkout_attempt (
            id, cart_id, idempotency_key, body_hash, state, version, next_run_at, email,
            shipping_address, locale, payment_try_id, payment_status, currency, total_amount,
            frozen, order_id, order_number, created_at, updated_at, closed_at
          )
          select pg_temp.attempt_id(j), pg_temp.cart_id(j), 'fill-' || j,
                 decode(md5(j::text), 'hex'), 'completed', 6, at,
                 case when j >= ${whole} then pg_temp.email(j) end,
                 case when j >= ${whole} then ${shippingAddress} end,
                 'en', pg_temp.payment_try_id(j), 'authorised', 'EUR', total,
                 case when j >= ${whole}
                      then jsonb_build_object('currency', 'EUR', 'couponCodes', '[]'::jsonb) end,
                 pg_temp.order_id(j), pg_temp.order_number(j), at, at, at
          from (
            select j, total, pg_temp.moment(pg_temp.order_ms(j)) as at
            from pg_temp.totals(${from}, ${to})
            order by j
            offset 0
          ) as ordered`,
      },
      ...appliedSteps('payments', paymentEvents(size), ['payments.try-settled.v1']),
    ],
  };
};
