import { defineRoutes, Id, VerifyPageQuery, verifyOnly, verifyPage } from '@cartwright/contract';
import Type, { type Static } from 'typebox';

/** The codes that an attempt holds or has used; one that gave them back is not told. */
export const CouponBooks = Type.Object({
  attemptId: Id,
  state: Type.Union([Type.Literal('held'), Type.Literal('used'), Type.Literal('released')]),
  isOlderThanADay: Type.Boolean(),
  codes: Type.Integer(),
  /** Uses that are counted for them: as many as codes, or none when released. */
  uses: Type.Integer(),
});
export type CouponBooks = Static<typeof CouponBooks>;

export const PromotionBooks = Type.Object({
  promotionId: Id,
  code: Type.String(),
  /** As the promotion counts them. */
  counted: Type.Integer(),
  /** As attempts hold or have used them. */
  uses: Type.Integer(),
});
export type PromotionBooks = Static<typeof PromotionBooks>;

export const pricingVerifyRoutes = defineRoutes({
  verifyCoupons: {
    method: 'POST',
    path: '/verify/coupons',
    summary: 'Attempts that hold or have used codes, by id',
    access: verifyOnly,
    body: VerifyPageQuery,
    responses: { 200: verifyPage(CouponBooks) },
    errors: [],
    repeatable: true,
  },
  verifyPromotions: {
    method: 'POST',
    path: '/verify/promotions',
    summary: 'Promotions with the uses that they count and those that there are',
    access: verifyOnly,
    body: VerifyPageQuery,
    responses: { 200: verifyPage(PromotionBooks) },
    errors: [],
    repeatable: true,
  },
});
