import { Country, Currency, Id, Money, Timestamp, text } from '@cartwright/contract';
import Type, { type Static, type TSchema } from 'typebox';

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** ISO 4217, of the list in @cartwright/money. */
export const CurrencyCode = Currency;
export const BasisPoints = Type.Integer({ minimum: 0, maximum: 10_000 });
/** `standard`, `reduced` and so on; `shipping` taxes shipping. The shop chooses the words. */
export const TaxCategory = text({ minLength: 1, maxLength: 50 });

/** Ten thousand million euros in cents. Times a quantity it can pass 2^53, which is refused. */
export const PRICE_AMOUNT_MAX = 1_000_000_000_000;
/** One import step; larger lists are sent in parts. */
export const PRICES_PER_CALL_MAX = 500;
export const TAX_RATES_PER_CALL_MAX = 500;
export const TAX_RATES_MAX = 5_000;
export const CURRENCIES_MAX = 50;
export const ZONES_MAX = 100;

const closed = { additionalProperties: false };
const Amount = Type.Integer({ minimum: 0, maximum: PRICE_AMOUNT_MAX });
const PositiveAmount = Type.Integer({ minimum: 1, maximum: PRICE_AMOUNT_MAX });

/** A price that staff set: not below zero. */
export const PriceMoney = Type.Object({ amount: Amount, currency: CurrencyCode }, closed);
const PositiveMoney = Type.Object({ amount: PositiveAmount, currency: CurrencyCode }, closed);

export const PriceInput = Type.Object(
  {
    variantId: Id,
    price: PriceMoney,
    /** A former price, shown crossed out while it is above the price. Absent removes it. */
    compareAtPrice: Type.Optional(nullable(PriceMoney)),
  },
  closed,
);
export type PriceInput = Static<typeof PriceInput>;

export const VariantPrice = Type.Object({
  variantId: Id,
  price: Money,
  compareAtPrice: nullable(Money),
});
export type VariantPrice = Static<typeof VariantPrice>;

export const TaxRate = Type.Object(
  { country: Country, category: TaxCategory, rateBasisPoints: BasisPoints },
  closed,
);
export type TaxRate = Static<typeof TaxRate>;

/** Half-open: `from` <= value < `below`. Grams by weight, minor units by order value. */
export const ShippingBand = Type.Object(
  { from: Amount, below: nullable(PositiveAmount), price: Amount },
  closed,
);
export type ShippingBand = Static<typeof ShippingBand>;

export const ShippingBasis = Type.Union([Type.Literal('weight'), Type.Literal('order-value')]);
export type ShippingBasis = Static<typeof ShippingBasis>;

/** Lower-case word that names a zone or a way of shipping, for good: ids are made of it. */
export const ShippingCode = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' });

const DELIVERY_DAYS_MAX = 365;
const Days = Type.Integer({ minimum: 0, maximum: DELIVERY_DAYS_MAX });
/** Working days from the order to the door, as staff promises them. */
export const DeliveryDays = Type.Object({ min: Days, max: Days }, closed);
export type DeliveryDays = Static<typeof DeliveryDays>;

const RateName = text({ minLength: 1, maxLength: 100 });
/** By ISO 639-1 language, where it is called otherwise than by its name. */
export const RateNames = Type.Record(Type.String({ pattern: '^[a-z]{2}$' }), RateName, {
  ...closed,
  // More than any shop speaks.
  maxProperties: 50,
});
export type RateNames = Static<typeof RateNames>;

/** One way of shipping in one currency. Outside its bands it is not offered. */
export const ShippingRate = Type.Object(
  {
    code: ShippingCode,
    name: RateName,
    names: Type.Optional(RateNames),
    currency: CurrencyCode,
    /** `order-value`: the goods after discounts. */
    basis: ShippingBasis,
    bands: Type.Array(ShippingBand, { minItems: 1, maxItems: 20 }),
    deliveryDays: Type.Optional(DeliveryDays),
  },
  closed,
);
export type ShippingRate = Static<typeof ShippingRate>;

export const ShippingZoneInput = Type.Object(
  {
    name: text({ minLength: 1, maxLength: 100 }),
    /** A country belongs to one zone. */
    countries: Type.Array(Country, { minItems: 1, maxItems: 250, uniqueItems: true }),
    rates: Type.Array(ShippingRate, { maxItems: 50 }),
  },
  closed,
);
export type ShippingZoneInput = Static<typeof ShippingZoneInput>;

export const ShippingZone = Type.Object({ code: ShippingCode, ...ShippingZoneInput.properties });
export type ShippingZone = Static<typeof ShippingZone>;

/** Why a code takes nothing off. `unknown` also stands for inactive: codes cannot be probed. */
export const CouponReason = Type.Union([
  Type.Literal('unknown'),
  Type.Literal('not-started'),
  Type.Literal('expired'),
  Type.Literal('exhausted'),
  Type.Literal('customer-limit-reached'),
  Type.Literal('minimum-not-reached'),
  Type.Literal('other-currency'),
  Type.Literal('not-combinable'),
]);
export type CouponReason = Static<typeof CouponReason>;

/** A percentage of the goods, an amount off the goods (by currency), or free shipping. */
export const PromotionEffect = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('percentage'),
      basisPoints: Type.Integer({ minimum: 1, maximum: 10_000 }),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('amount'),
      amounts: Type.Array(PositiveMoney, { minItems: 1, maxItems: CURRENCIES_MAX }),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('free-shipping') }, closed),
]);
export type PromotionEffect = Static<typeof PromotionEffect>;

/** Shown as typed; two codes that differ in case only are the same code. */
export const PromotionCode = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$' });
const limitOfUses = nullable(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }));

const promotionMembers = {
  code: PromotionCode,
  /** Shoppers see it. */
  title: text({ minLength: 1, maxLength: 100 }),
  effect: PromotionEffect,
  /**
   * Value of the goods that is needed, by currency. When any is given, the code does not apply in
   * a currency without one.
   */
  minimumOrderValues: Type.Array(PositiveMoney, { maxItems: CURRENCIES_MAX }),
  /** By the database's clock: valid from `startsAt` until before `endsAt`. */
  startsAt: nullable(Timestamp),
  endsAt: nullable(Timestamp),
  usesMax: limitOfUses,
  usesPerCustomerMax: limitOfUses,
  /** It may apply beside others that are combinable too. */
  isCombinable: Type.Boolean(),
  isActive: Type.Boolean(),
};

export const PromotionInput = Type.Object(
  {
    code: promotionMembers.code,
    title: promotionMembers.title,
    effect: promotionMembers.effect,
    minimumOrderValues: Type.Optional(promotionMembers.minimumOrderValues),
    startsAt: Type.Optional(promotionMembers.startsAt),
    endsAt: Type.Optional(promotionMembers.endsAt),
    usesMax: Type.Optional(promotionMembers.usesMax),
    usesPerCustomerMax: Type.Optional(promotionMembers.usesPerCustomerMax),
    /** False when absent. */
    isCombinable: Type.Optional(promotionMembers.isCombinable),
    /** True when absent. */
    isActive: Type.Optional(promotionMembers.isActive),
  },
  closed,
);
export type PromotionInput = Static<typeof PromotionInput>;

/** Members that are absent stay as they are. */
export const PromotionChanges = Type.Partial(PromotionInput, { ...closed, minProperties: 1 });
export type PromotionChanges = Static<typeof PromotionChanges>;

export const Promotion = Type.Object({
  id: Id,
  ...promotionMembers,
  /** Held by open checkouts and used by orders, together. */
  usesCount: Type.Integer({ minimum: 0 }),
  createdAt: Timestamp,
});
export type Promotion = Static<typeof Promotion>;

const soldCurrency = {
  code: CurrencyCode,
  /** Prices and shipping rates in this currency hold their tax. */
  pricesIncludeTax: Type.Boolean(),
};

/** What everyone may know of the shop's money. */
export const Store = Type.Object({
  currencies: Type.Array(
    Type.Object({
      ...soldCurrency,
      /** Digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
      decimals: Type.Integer({ minimum: 0, maximum: 3 }),
    }),
  ),
  defaultCurrency: CurrencyCode,
  /** Of the default currency. */
  pricesIncludeTax: Type.Boolean(),
  /** Countries that are shipped to, in alphabetical order of their codes. */
  countries: Type.Array(Country),
  /** Its taxes are shown until the shopper's country is known. */
  homeCountry: nullable(Country),
  /** Ways of shipping to the home country, in all currencies: for an estimate before checkout. */
  homeDelivery: Type.Array(ShippingRate),
});
export type Store = Static<typeof Store>;

export const StoreInput = Type.Object(
  {
    currencies: Type.Array(Type.Object(soldCurrency, closed), {
      minItems: 1,
      maxItems: CURRENCIES_MAX,
    }),
    defaultCurrency: CurrencyCode,
    homeCountry: nullable(Country),
  },
  closed,
);
export type StoreInput = Static<typeof StoreInput>;
