import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Client } from '@cartwright/contract';
import { asAnyone, asStaff, startServices, type TestServices } from '@cartwright/testing';
import { sql } from 'kysely';
import { pricingContract, type QuoteRequest } from '../contract/index.ts';
import { pricing } from '../src/service.ts';

let shop: TestServices;
let staff: Client<typeof pricingContract>;
let checkout: Client<typeof pricingContract>;

const post = {
  code: 'post',
  name: 'Post',
  names: { de: 'Postversand' },
  currency: 'EUR',
  basis: 'order-value' as const,
  bands: [{ from: 0, below: null, price: 490 }],
  deliveryDays: { min: 2, max: 4 },
};

before(async () => {
  shop = await startServices([pricing]);
  staff = shop.client(pricingContract);
  checkout = shop.client(pricingContract, 'checkout');
  await staff.setStore(
    {
      body: {
        currencies: [
          { code: 'EUR', pricesIncludeTax: true },
          { code: 'JPY', pricesIncludeTax: true },
          { code: 'USD', pricesIncludeTax: false },
        ],
        defaultCurrency: 'EUR',
        homeCountry: 'DE',
      },
    },
    asStaff(),
  );
  await staff.setTaxRates(
    {
      body: {
        rates: [
          { country: 'DE', category: 'standard', rateBasisPoints: 1_900 },
          { country: 'AT', category: 'standard', rateBasisPoints: 2_000 },
        ],
      },
    },
    asStaff(),
  );
  await staff.setShippingZone(
    {
      params: { zone: 'europe' },
      body: {
        name: 'Europe',
        countries: ['DE', 'AT'],
        rates: [post],
      },
    },
    asStaff(),
  );
});
after(() => shop.stop());

const euro = (amount: number) => ({ amount, currency: 'EUR' });

async function pricedVariant(amount: number): Promise<string> {
  const variantId = randomUUID();
  const body = { prices: [{ variantId, price: euro(amount) }] };
  await staff.setPrices({ body }, asStaff());
  return variantId;
}

const requestFor = (variantId: string, more: Partial<QuoteRequest> = {}): QuoteRequest => ({
  currency: 'EUR',
  country: 'AT',
  lines: [
    { lineId: randomUUID(), variantId, quantity: 2, taxCategory: 'standard', weightGrams: 500 },
  ],
  couponCodes: [],
  customerKey: null,
  shippingOptionId: null,
  ...more,
});

const eventsOf = async (subject: string, type: string) => {
  const found = await sql<{ data: Record<string, unknown> }>`
    select data
    from event
    where subject = ${subject}
      and type = ${type}
    order by seq
  `.execute(shop.databaseOf('pricing').db);
  return found.rows.map(({ data }) => data);
};

describe('a quote', () => {
  test('takes prices, the tax of the country, shipping and a code from the database', async () => {
    const variantId = await pricedVariant(6_000);
    await staff.createPromotion(
      {
        body: {
          code: 'Spring10',
          title: "O'Brien's <b>spring</b> 10 %",
          effect: { kind: 'percentage', basisPoints: 1_000 },
        },
      },
      asStaff(),
    );
    const body = requestFor(variantId, {
      couponCodes: ['SPRING10'],
      shippingOptionId: 'europe.post',
      customerKey: 'ann@example.com',
    });
    const { body: quote } = await checkout.quote({ body }, asAnyone());
    assert.deepEqual(quote.total, euro(11_290));
    assert.deepEqual(quote.taxes, [{ rateBasisPoints: 2_000, amount: euro(1_882) }]);
    assert.equal(quote.lines[0]?.discounts[0]?.title, "O'Brien's <b>spring</b> 10 %");
    const options = await checkout.shippingOptions({ body }, asAnyone());
    const { name, names, deliveryDays } = post;
    const told = { name, names, deliveryDays };
    assert.deepEqual(options.body.items, [{ id: 'europe.post', ...told, price: euro(490) }]);
    assert.partialDeepStrictEqual(quote.shipping, told);
  });

  test('has the taxes of the home country until the country is known', async () => {
    const variantId = await pricedVariant(11_900);
    const body = requestFor(variantId, { country: null });
    const { body: quote } = await checkout.quote({ body }, asAnyone());
    assert.equal(quote.taxes[0]?.rateBasisPoints, 1_900);
  });

  test('names variants without a price in the currency', async () => {
    const variantId = await pricedVariant(100);
    const body = requestFor(variantId, { currency: 'JPY' });
    const { body: quote } = await checkout.quote({ body }, asAnyone());
    assert.deepEqual(quote.unpriced, [variantId]);
    assert.deepEqual(quote.total, { amount: 0, currency: 'JPY' });
  });

  test('is refused for an unknown currency and a way of shipping that is not offered', async () => {
    const variantId = await pricedVariant(100);
    const ask = (more: Partial<QuoteRequest>) =>
      checkout.quote({ body: requestFor(variantId, more) }, asAnyone());
    await assert.rejects(ask({ currency: 'CHF' }), { code: 'unknown-currency' });
    for (const more of [
      { shippingOptionId: 'europe.drone' },
      { shippingOptionId: 'europe.post', country: 'US' },
      { shippingOptionId: 'europe.post', country: null },
    ])
      await assert.rejects(ask(more), { code: 'shipping-option-unavailable' });
  });

  test('is refused as wrong input, not as a fault, when it cannot be counted', async () => {
    const variantId = await pricedVariant(1_000_000_000_000);
    const [line] = requestFor(variantId).lines;
    assert.ok(line);
    for (const quantity of [0, -1, 1.5, 9_999, 10_000, 1e15]) {
      const body = requestFor(variantId, { lines: [{ ...line, quantity }] });
      await assert.rejects(checkout.quote({ body }, asAnyone()), { code: 'invalid-input' });
    }
  });
});

describe('prices', () => {
  test('tell of each change once, with all that is current', async () => {
    const variantId = await pricedVariant(1_000);
    const prices = [
      { variantId, price: euro(900), compareAtPrice: euro(1_000) },
      { variantId, price: { amount: 1_500, currency: 'JPY' } },
    ];
    const first = await staff.setPrices({ body: { prices } }, asStaff());
    const second = await staff.setPrices({ body: { prices } }, asStaff());
    assert.equal(first.body.changed, 2);
    assert.equal(second.body.changed, 0);
    const told = await eventsOf(variantId, 'pricing.price-changed.v1');
    assert.equal(told.length, 2);
    assert.deepEqual(told[1], {
      variantId,
      prices: [
        { price: euro(900), compareAtPrice: euro(1_000) },
        { price: { amount: 1_500, currency: 'JPY' }, compareAtPrice: null },
      ],
    });
    assert.equal((await eventsOf(variantId, 'pricing.staff-acted.v1')).length, 2);
  });

  test('of two currencies set at once are both in the last event', async () => {
    const variantId = await pricedVariant(1_000);
    await Promise.all(
      ['USD', 'JPY'].map((currency) =>
        staff.setPrices(
          { body: { prices: [{ variantId, price: { amount: 5, currency } }] } },
          asStaff(),
        ),
      ),
    );
    const last = (await eventsOf(variantId, 'pricing.price-changed.v1')).at(-1);
    assert.ok(Array.isArray(last?.prices) && last.prices.length === 3);
  });

  test('can be read and removed', async () => {
    const variantId = await pricedVariant(1_000);
    const read = () => staff.getPrices({ query: { variantId: [variantId] } }, asStaff());
    assert.deepEqual((await read()).body.items, [
      { variantId, price: euro(1_000), compareAtPrice: null },
    ]);
    const params = { variantId, currency: 'EUR' };
    await staff.removePrice({ params }, asStaff());
    assert.deepEqual((await read()).body.items, []);
    await assert.rejects(staff.removePrice({ params }, asStaff()), { code: 'not-found' });
  });

  test('are refused whole when one of them is wrong', async () => {
    const variantId = randomUUID();
    const good = { variantId, price: euro(1) };
    const wrong = [
      { prices: [good, good], code: 'invalid-input' },
      {
        prices: [{ ...good, compareAtPrice: { amount: 2, currency: 'USD' } }],
        code: 'invalid-input',
      },
      {
        prices: [good, { variantId, price: { amount: 1, currency: 'CHF' } }],
        code: 'unknown-currency',
      },
      { prices: [{ variantId, price: euro(-1) }], code: 'invalid-input' },
      { prices: [{ variantId, price: euro(1_000_000_000_001) }], code: 'invalid-input' },
    ];
    for (const { prices, code } of wrong)
      await assert.rejects(staff.setPrices({ body: { prices } }, asStaff()), { code });
    const { body } = await staff.getPrices({ query: { variantId: [variantId] } }, asStaff());
    assert.deepEqual(body.items, []);
  });
});

describe('the store', () => {
  test('tells its currencies with their digits, and where it ships to', async () => {
    const { body } = await staff.getStore({}, asAnyone());
    assert.deepEqual(body, {
      currencies: [
        { code: 'EUR', pricesIncludeTax: true, decimals: 2 },
        { code: 'JPY', pricesIncludeTax: true, decimals: 0 },
        { code: 'USD', pricesIncludeTax: false, decimals: 2 },
      ],
      defaultCurrency: 'EUR',
      homeCountry: 'DE',
      pricesIncludeTax: true,
      countries: ['AT', 'DE'],
      homeDelivery: [post],
    });
  });

  test('keeps a currency that has prices, and refuses what is none', async () => {
    await pricedVariant(1);
    const usd = { code: 'USD', pricesIncludeTax: false };
    const set = (currencies: (typeof usd)[], defaultCurrency: string) =>
      staff.setStore({ body: { currencies, defaultCurrency, homeCountry: null } }, asStaff());
    await assert.rejects(set([usd], 'USD'), { code: 'currency-in-use', data: { currency: 'EUR' } });
    await assert.rejects(set([usd], 'EUR'), { code: 'invalid-input' });
    await assert.rejects(set([usd, { ...usd, code: 'XYZ' }], 'USD'), { code: 'invalid-input' });
    assert.equal((await staff.getStore({}, asAnyone())).body.defaultCurrency, 'EUR');
  });
});

describe('shipping zones', () => {
  const zoneOf = (countries: string[], bands: { from: number; below: number | null }[]) => ({
    name: 'Zone',
    countries,
    rates: [
      {
        code: 'post',
        name: 'Post',
        currency: 'EUR',
        basis: 'weight' as const,
        bands: bands.map((band) => ({ ...band, price: 100 })),
      },
    ],
  });
  const set = (zone: string, body: ReturnType<typeof zoneOf>) =>
    staff.setShippingZone({ params: { zone }, body }, asStaff());

  test('share no country', async () => {
    await assert.rejects(set('alps', zoneOf(['AT'], [{ from: 0, below: null }])), {
      code: 'country-in-other-zone',
      data: { country: 'AT', zone: 'europe' },
    });
  });

  test('have bands that do not overlap', async () => {
    for (const bands of [
      [{ from: 5, below: 5 }],
      [
        { from: 0, below: null },
        { from: 5, below: null },
      ],
      [
        { from: 0, below: 6 },
        { from: 5, below: null },
      ],
    ])
      await assert.rejects(set('alps', zoneOf(['CH'], bands)), { code: 'invalid-input' });
  });

  test('take no time that ends before it begins, and have names in languages only', async () => {
    for (const wrong of [{ deliveryDays: { min: 3, max: 2 } }, { names: { german: 'Post' } }]) {
      const zone = zoneOf(['CH'], [{ from: 0, below: null }]);
      for (const rate of zone.rates) Object.assign(rate, wrong);
      await assert.rejects(set('alps', zone), { code: 'invalid-input' });
    }
  });

  test('are replaced whole and deleted', async () => {
    await set('alps', zoneOf(['CH', 'LI'], [{ from: 0, below: 1_000 }]));
    const { body } = await set('alps', zoneOf(['CH'], [{ from: 0, below: 2_000 }]));
    assert.deepEqual(body.countries, ['CH']);
    await staff.deleteShippingZone({ params: { zone: 'alps' } }, asStaff());
    const zones = await staff.listShippingZones({}, asStaff());
    assert.deepEqual(
      zones.body.items.map(({ code }) => code),
      ['europe'],
    );
  });
});

describe('promotions', () => {
  const input = (code: string) => ({
    code,
    title: 'Free shipping',
    effect: { kind: 'free-shipping' as const },
  });

  test('are created once under one key, changed, listed and deleted', async () => {
    const context = () => asStaff({ idempotencyKey: 'once' });
    const first = await staff.createPromotion({ body: input('Free-1') }, context());
    const again = await staff.createPromotion({ body: input('Free-1') }, context());
    assert.deepEqual(again.body, first.body);
    const params = { id: first.body.id };
    const changed = await staff.changePromotion(
      { params, body: { usesMax: 5, endsAt: '2100-01-01T00:00:00Z' } },
      asStaff(),
    );
    assert.equal(changed.body.usesMax, 5);
    assert.equal(changed.body.title, 'Free shipping');
    await staff.createPromotion({ body: input('Free-2') }, asStaff());
    const page = await staff.listPromotions({ query: { limit: 1 } }, asStaff());
    assert.equal(page.body.items[0]?.code, 'Free-2');
    const cursor = page.body.nextCursor ?? '';
    const next = await staff.listPromotions({ query: { limit: 1, cursor } }, asStaff());
    assert.equal(next.body.items[0]?.code, 'Free-1');
    await staff.deletePromotion({ params }, asStaff());
    await assert.rejects(staff.getPromotion({ params }, asStaff()), { code: 'not-found' });
  });

  test('have codes of their own, whatever their case', async () => {
    const { body } = await staff.createPromotion({ body: input('Taken') }, asStaff());
    await assert.rejects(staff.createPromotion({ body: input('TAKEN') }, asStaff()), {
      code: 'promotion-code-taken',
      data: { promotionId: body.id },
    });
  });

  test('are refused with dates or currencies that make no sense', async () => {
    const terms = [
      { startsAt: '2030-01-02T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' },
      { startsAt: '0001-01-01T00:00:00Z' },
      { minimumOrderValues: [euro(1), euro(2)] },
    ];
    for (const more of terms)
      await assert.rejects(
        staff.createPromotion({ body: { ...input('Wrong'), ...more } }, asStaff()),
        { code: 'invalid-input' },
      );
    const foreign = { minimumOrderValues: [{ amount: 1, currency: 'CHF' }] };
    await assert.rejects(
      staff.createPromotion({ body: { ...input('Wrong'), ...foreign } }, asStaff()),
      { code: 'unknown-currency' },
    );
    await assert.rejects(staff.listPromotions({ query: { cursor: "' or true --" } }, asStaff()), {
      code: 'invalid-input',
    });
  });

  test('that were used cannot be deleted', async () => {
    const { body } = await staff.createPromotion({ body: input('Used') }, asStaff());
    const params = { attemptId: randomUUID() };
    await checkout.reserveCoupons(
      { params, body: { codes: ['used'], customerKey: 'ann' } },
      asAnyone(),
    );
    await assert.rejects(staff.deletePromotion({ params: { id: body.id } }, asStaff()), {
      code: 'promotion-in-use',
    });
    await checkout.releaseCoupons({ params }, asAnyone());
    await staff.deletePromotion({ params: { id: body.id } }, asStaff());
  });
});
