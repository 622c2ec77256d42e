import type { ServiceRows } from './fill-step.ts';
import type { ShopSize } from './shop-size.ts';

/** A store that sells from Germany in euro, and a price for each variant. */
export const pricingRows = (size: ShopSize): ServiceRows => ({
  service: 'pricing',
  steps: [
    {
      table: 'priced_variant',
      from: 1,
      to: size.products,
      sql: (from, to) => `
        insert into priced_variant (variant_id, changed_at)
        select pg_temp.variant_id(k, variant), pg_temp.moment(pg_temp.product_ms(k))
        from generate_series(${from}::bigint, ${to}) as k,
        generate_series(1, 2) as variant`,
    },
    {
      table: 'price',
      from: 1,
      to: size.products,
      sql: (from, to) => `
        insert into price (variant_id, currency, price_minor)
        select pg_temp.variant_id(k, variant), 'EUR', pg_temp.variant_price(k, variant)
        from generate_series(${from}::bigint, ${to}) as k,
        generate_series(1, 2) as variant`,
    },
  ],
  finish: `
    update store set home_country = 'DE';
    insert into tax_rate (country, category, rate_basis_points)
    values ('DE', 'standard', 1900), ('DE', 'shipping', 1900);
    insert into shipping_zone (code, name) values ('home', 'Germany');
    insert into shipping_zone_country (country, zone_code) values ('DE', 'home');
    insert into shipping_rate (zone_code, code, currency, name, basis, bands, position)
    values ('home', 'standard-eur', 'EUR', 'Standard, 2 to 4 days', 'order-value',
            '[{ "from": 0, "below": null, "price": 490 }]', 0);
    -- One price-changed a variant was told and has been trimmed since.
    update event_log set head = ${2 * size.products}, trimmed_to = ${2 * size.products};
  `,
});
