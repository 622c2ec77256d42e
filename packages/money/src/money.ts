import Type, { type Static } from 'typebox';

/** An amount in minor units (cents, yen, fils) with its ISO 4217 currency. */
export const MoneySchema = Type.Object({
  amount: Type.Integer({ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
});
export type Money = Static<typeof MoneySchema>;
