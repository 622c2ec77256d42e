import { pageOf, type VerifyPageQuery } from '@cartwright/contract';
import { type Database, isOnPage } from '@cartwright/database';
import { sql } from 'kysely';
import type { CouponBooks, PromotionBooks } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** A page of attempts with codes in the order of their ids. */
export async function verifyCoupons(
  db: Database<DB>,
  query: VerifyPageQuery,
): Promise<{ items: CouponBooks[]; next: string | null }> {
  const isWanted = isOnPage('a.attempt_id', query);
  const { rows } = await sql<CouponBooks>`
    select a.attempt_id as "attemptId",
           a.state,
           a.state = 'held' and a.held_at < clock_timestamp() - interval '24 hours'
             as "isOlderThanADay",
           cardinality(a.code_keys) as codes,
           u.uses
    from coupon_attempt a
    cross join lateral (
      select count(*) as uses
      from coupon_use
      where attempt_id = a.attempt_id
    ) u
    where ${isWanted}
      and (a.state <> 'released' or u.uses > 0)
    order by a.attempt_id
    limit ${query.limit}
  `.execute(db);
  return pageOf(rows, query, ({ attemptId }) => attemptId);
}

/** Each code's uses are counted anew: those of the most used one take the longest. */
const PROMOTIONS_AT_ONCE = 100;

export async function verifyPromotions(
  db: Database<DB>,
  query: VerifyPageQuery,
): Promise<{ items: PromotionBooks[]; next: string | null }> {
  const limit = Math.min(query.limit, PROMOTIONS_AT_ONCE);
  const isWanted = isOnPage('p.id', query);
  const { rows } = await sql<PromotionBooks>`
    select p.id as "promotionId",
           p.code,
           p.uses_count as counted,
           (
             select count(*)
             from coupon_use u
             where u.promotion_id = p.id
           ) as uses
    from promotion p
    where ${isWanted}
    order by p.id
    limit ${query.only === undefined ? limit : query.limit}
  `.execute(db);
  return pageOf(rows, { ...query, limit }, ({ promotionId }) => promotionId);
}
