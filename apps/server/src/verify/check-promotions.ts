import { type PromotionBooks, pricingContract } from '@cartwright/pricing/contract';
import { type Finding, runbook } from './finding.ts';
import { allPages } from './merge-streams.ts';
import type { Report } from './report.ts';
import { callContext, type ShopServices } from './shop-services.ts';
import type { Suspects } from './suspects.ts';

/** Every promotion counts as many uses as attempts hold and orders have made. */
export async function checkPromotions(o: {
  shop: ShopServices;
  report: Report;
  suspects: Suspects;
}): Promise<void> {
  const pricing = o.shop.client(pricingContract);
  const promotions = allPages<PromotionBooks>(
    async (body) => (await pricing.verifyPromotions({ body }, callContext())).body,
  );
  for await (const promotion of promotions) {
    o.report.count('coupon-uses', 1);
    await o.suspects.add(promotion.promotionId, findingsOf(promotion));
  }
  await o.suspects.settle();
}

export async function judgePromotionsAgain(
  shop: ShopServices,
  promotionIds: readonly string[],
): Promise<Finding[]> {
  const body = { after: null, limit: promotionIds.length, only: [...promotionIds] };
  const answer = await shop.client(pricingContract).verifyPromotions({ body }, callContext());
  return answer.body.items.flatMap(findingsOf);
}

const findingsOf = ({ promotionId, code, counted, uses }: PromotionBooks): Finding[] =>
  counted === uses
    ? []
    : [
        {
          rule: 'coupon-uses',
          kind: 'count-differs',
          ids: { promotionId },
          says: `the code ${code} counts ${counted} uses, and there are ${uses}`,
          mend: runbook('coupon-uses'),
        },
      ];
