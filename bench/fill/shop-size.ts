/** How large and how old the filled shop is. */
export interface ShopSize {
  products: number;
  orders: number;
  /** Orders are spread evenly over these days before `now`; products are older. */
  days: number;
  /** Taken once, so that the rows of all services agree about time. */
  nowMs: number;
}

const DAY_MS = 86_400_000;
/** The shop's own retention: what is older than this has been trimmed in a shop of that age. */
export const EVENTS_KEPT_DAYS = 30;
export const CARTS_KEPT_DAYS = 60;
export const ATTEMPTS_KEPT_DAYS = 30;
export const RESERVATIONS_KEPT_DAYS = 180;
/** Products were made during so many days before the first order. */
const PRODUCT_DAYS = 60;

/** Every 50th order is still to be fulfilled: the newest ones. */
export const openOrders = ({ orders }: ShopSize): number => Math.ceil(orders / 50);

/** The first order that is younger than so many days; one beyond the last when none is. */
export function firstOrderWithin(size: ShopSize, keptDays: number): number {
  if (keptDays >= size.days) return 1;
  return Math.floor(size.orders * (1 - keptDays / size.days)) + 1;
}

/**
 * What every service's rows are computed from, as functions of the session: ids, times, prices and
 * states are pure functions of a product's number `k` and an order's number `j`. So each service is
 * filled by itself, in its own database if need be, and all of them agree.
 */
export const shopFunctions = (size: ShopSize): string =>
  [productFunctions(size), orderFunctions(size), contentFunctions(size)].join('\n');

const firstOrderMs = (size: ShopSize): number => size.nowMs - size.days * DAY_MS;

/** Of ids and products. */
const productFunctions = (size: ShopSize): string => `
-- A version 7 UUID of a moment; kind and number make it unique.
create function pg_temp.id(kind text, at_ms bigint, number bigint) returns uuid
language sql immutable
return (lpad(to_hex(at_ms), 12, '0') || '7' || kind || '8' || lpad(to_hex(number), 15, '0'))::uuid;

create function pg_temp.moment(at_ms bigint) returns timestamptz
language sql immutable
return timestamptz 'epoch' + at_ms * interval '1 millisecond';

-- A number from 0 to below choices that looks drawn by chance, and is the same each time.
create function pg_temp.draw(number bigint, seed bigint, choices bigint) returns bigint
language sql immutable
return (hashint8extended(number, seed) & 9223372036854775807) % choices;

create function pg_temp.product_ms(k bigint) returns bigint
language sql immutable
return ${firstOrderMs(size) - PRODUCT_DAYS * DAY_MS}
  + (k * ${PRODUCT_DAYS * DAY_MS}) / ${size.products};

create function pg_temp.product_id(k bigint) returns uuid
language sql immutable
return pg_temp.id('001', pg_temp.product_ms(k), k);

-- Each product has the variants 1 and 2.
create function pg_temp.variant_id(k bigint, variant integer) returns uuid
language sql immutable
return pg_temp.id('002', pg_temp.product_ms(k), k * 2 + variant);

create function pg_temp.variant_price(k bigint, variant integer) returns bigint
language sql immutable
return (900 + pg_temp.draw(k, 5, 190) * 100 + 90)
  + case when k % 3 = 0 then (variant - 1) * 500 else 0 end;

-- What can still be bought of a variant after all orders.
create function pg_temp.variant_available(k bigint, variant integer) returns bigint
language sql immutable
return case pg_temp.draw(k * 2 + variant, 6, 20) when 0 then 0 when 1 then 3 else 100000 end;

create function pg_temp.variant_level(k bigint, variant integer) returns text
language sql immutable
return case pg_temp.draw(k * 2 + variant, 6, 20)
  when 0 then 'sold-out' when 1 then 'few-left' else 'in-stock' end;

create function pg_temp.sku(k bigint, variant integer) returns text
language sql immutable
return 'F-' || k || '-' || variant;

create function pg_temp.slug(k bigint) returns text
language sql immutable
return 'product-' || k;

create function pg_temp.colour(k bigint) returns text
language sql immutable
return (array['Black', 'White', 'Blue', 'Green', 'Red', 'Grey', 'Yellow', 'Brown', 'Orange',
  'Purple', 'Pink', 'Beige'])[1 + pg_temp.draw(k, 7, 12)];

create function pg_temp.size(k bigint, variant integer) returns text
language sql immutable
return (array['XS', 'S', 'M', 'L', 'XL', 'XXL'])[1 + pg_temp.draw(k, 8, 3) * 2 + variant - 1];
`;

/** Of orders: when, which state, and the ids of what belongs to them. */
const orderFunctions = (size: ShopSize): string => `
create function pg_temp.order_ms(j bigint) returns bigint
language sql immutable
return ${firstOrderMs(size)} + (j * ${size.days * DAY_MS}) / ${Math.max(1, size.orders)};

-- An order is fulfilled or cancelled when the order so many places after it is placed.
create function pg_temp.ended_ms(j bigint) returns bigint
language sql immutable
return pg_temp.order_ms(j + ${openOrders(size)});

create function pg_temp.order_state(j bigint) returns text
language sql immutable
return case when j > ${size.orders - openOrders(size)} then 'placed'
            when j % 40 = 7 then 'cancelled'
            else 'fulfilled' end;

create function pg_temp.order_id(j bigint) returns uuid
language sql immutable
return pg_temp.id('010', pg_temp.order_ms(j), j);

create function pg_temp.attempt_id(j bigint) returns uuid
language sql immutable
return pg_temp.id('011', pg_temp.order_ms(j), j);

create function pg_temp.payment_try_id(j bigint) returns uuid
language sql immutable
return pg_temp.id('012', pg_temp.order_ms(j), j);

create function pg_temp.fulfilment_id(j bigint) returns uuid
language sql immutable
return pg_temp.id('013', pg_temp.ended_ms(j), j);

create function pg_temp.line_id(j bigint, line integer) returns uuid
language sql immutable
return pg_temp.id('014', pg_temp.order_ms(j), j * 2 + line);

create function pg_temp.cart_id(j bigint) returns text
language sql immutable
return 'filled-cart-' || lpad(j::text, 31, '0');

create function pg_temp.email(j bigint) returns text
language sql immutable
return 'shopper' || pg_temp.draw(j, 21, 200000) || '@example.com';
`;

/** Of orders: numbers, lines and totals. */
const contentFunctions = (size: ShopSize): string => `
-- Two groups of Crockford base32, each order another: the factor is odd, so nothing meets twice.
create function pg_temp.order_number(j bigint) returns text
language sql immutable
return (
  select string_agg(
           substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((mixed >> (place * 5)) & 31)::integer, 1)
             || case when place = 3 then '-' else '' end,
           '' order by place
         )
  from (select (j * 654188429 + 7919) & 1099511627775 as mixed offset 0) as one,
  generate_series(0, 7) as place
);

create function pg_temp.tax_within(gross bigint) returns bigint
language sql immutable
return (gross * 3800 + 11900) / 23800;

-- The lines of orders; the two of an order are different variants.
create function pg_temp.lines(first bigint, last bigint)
returns table (
  j bigint, line integer, product bigint, variant integer, quantity integer, unit bigint,
  total bigint, tax bigint
)
language sql stable
as $$
  select o.j, l.line, p.product, l.line, p.quantity, u.unit, u.unit * p.quantity,
         pg_temp.tax_within(u.unit * p.quantity)
  from generate_series(first, last) as o (j)
  cross join (values (1), (2)) as l (line)
  cross join lateral (
    select 1 + pg_temp.draw(o.j * 2 + l.line, 11, ${size.products}) as product,
           case when pg_temp.draw(o.j * 2 + l.line, 12, 4) = 0 then 2 else 1 end as quantity
    offset 0
  ) as p
  cross join lateral (
    select pg_temp.variant_price(p.product, l.line) as unit
    offset 0
  ) as u
$$;

-- Totals of orders: the lines and 4.90 for shipping, tax included.
create function pg_temp.totals(first bigint, last bigint)
returns table (j bigint, subtotal bigint, tax bigint, total bigint)
language sql stable
as $$
  select j, sum(total)::bigint, sum(tax)::bigint + 78, sum(total)::bigint + 490
  from pg_temp.lines(first, last)
  group by j
$$;
`;
