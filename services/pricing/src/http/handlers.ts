import type { Handlers } from '@cartwright/contract';
import type { pricingContract } from '../../contract/index.ts';
import type { PricingParts } from '../pricing-parts.ts';
import { getPrices } from '../queries/get-prices.ts';
import { getStore } from '../queries/get-store.ts';
import { listShippingZones } from '../queries/list-shipping-zones.ts';
import { listTaxRates } from '../queries/list-tax-rates.ts';
import { listPromotions, readPromotion } from '../queries/read-promotions.ts';
import { verifyCoupons, verifyPromotions } from '../queries/verify-coupons.ts';
import { releaseCouponUses, reserveCouponUses } from '../use-cases/coupon-uses.ts';
import { changePromotion, createPromotion, deletePromotion } from '../use-cases/promotions.ts';
import { findShippingOptions, quoteOrder } from '../use-cases/quote-order.ts';
import { removePrice, setPrices } from '../use-cases/set-prices.ts';
import { deleteShippingZone, setShippingZone } from '../use-cases/set-shipping-zone.ts';
import { setStore } from '../use-cases/set-store.ts';
import { removeTaxRate, setTaxRates } from '../use-cases/set-tax-rates.ts';

const ok = <B>(body: B) => ({ status: 200 as const, body });
const done = { status: 204 as const, body: null };

export const pricingHandlers = (parts: PricingParts): Handlers<typeof pricingContract> => ({
  quote: async ({ body }, { deadline }) => ok(await quoteOrder(parts, body, deadline)),
  shippingOptions: async ({ body }, { deadline }) =>
    ok({ items: await findShippingOptions(parts, body, deadline) }),
  reserveCoupons: async ({ params: { attemptId }, body: request }, { deadline }) => {
    await reserveCouponUses(parts, { attemptId, request, deadline });
    return ok({});
  },
  releaseCoupons: async ({ params }) => {
    await releaseCouponUses(parts.db, params.attemptId);
    return ok({});
  },
  verifyCoupons: async ({ body }) => ok(await verifyCoupons(parts.db, body)),
  verifyPromotions: async ({ body }) => ok(await verifyPromotions(parts.db, body)),
  getDefaultCurrency: async () => ok({ currency: (await getStore(parts.db)).defaultCurrency }),
  getStore: async () => ok(await getStore(parts.db)),
  setStore: async ({ body }, context) => {
    await setStore(parts, body, context);
    return ok(await getStore(parts.db));
  },
  setPrices: async ({ body }, context) =>
    ok({ changed: await setPrices(parts, body.prices, context) }),
  getPrices: async ({ query }) => ok({ items: await getPrices(parts.db, query.variantId) }),
  removePrice: async ({ params }, context) => {
    await removePrice(parts, params, context);
    return done;
  },
  listPromotions: async ({ query }) => ok(await listPromotions(parts.db, query)),
  createPromotion: async ({ body }, context) => ({
    status: 201,
    body: await createPromotion(parts, body, context),
  }),
  getPromotion: async ({ params }) => ok(await readPromotion(parts.db, params.id)),
  changePromotion: async ({ params, body }, context) =>
    ok(await changePromotion(parts, { id: params.id, changes: body }, context)),
  deletePromotion: async ({ params }, context) => {
    await deletePromotion(parts, params.id, context);
    return done;
  },
  listTaxRates: async () => ok({ items: await listTaxRates(parts.db) }),
  setTaxRates: async ({ body }, context) =>
    ok({ changed: await setTaxRates(parts, body.rates, context) }),
  removeTaxRate: async ({ params }, context) => {
    await removeTaxRate(parts, params, context);
    return done;
  },
  listShippingZones: async () => ok({ items: await listShippingZones(parts.db) }),
  setShippingZone: async ({ params, body }, context) =>
    ok(await setShippingZone(parts, { code: params.zone, input: body }, context)),
  deleteShippingZone: async ({ params }, context) => {
    await deleteShippingZone(parts, params.zone, context);
    return done;
  },
});
