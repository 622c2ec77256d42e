import {
  type Batch,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import type { CouponReason } from '../../contract/shapes.ts';
import type { DB } from './tables.generated.ts';

interface WantedUses {
  attemptId: string;
  /** Sorted, so that the order in which codes were typed tells no two requests apart. */
  codeKeys: readonly string[];
  customerHash: string;
}

export type HoldOutcome =
  | { outcome: 'held' }
  | { outcome: 'released' }
  | { outcome: 'other-codes' }
  | { outcome: 'refused'; codeKey: string; reason: CouponReason };

const reserveAll = statement<{ attemptId: string; answer: HoldOutcome }>(`
  select attempt_id as "attemptId", answer
  from reserve_coupon_uses_together($1::jsonb)
`);

/** Holds one use of each code for an attempt, all or none; the database decides. */
export const couponHoldsIn = (db: Database<DB>): Batch<WantedUses, HoldOutcome> =>
  createBatch({
    name: 'pricing.reserve-coupons',
    // Equal ids with other codes are two members: the later one is refused.
    keyOf: ({ attemptId, codeKeys }) => `${attemptId.toLowerCase()} ${codeKeys.join(' ')}`,
    run: async (members) => {
      const rows = await runStatement(db, reserveAll, [JSON.stringify(members)]);
      return new Map(
        members.flatMap((member, place) => {
          const row = rows[place];
          const key = `${member.attemptId.toLowerCase()} ${member.codeKeys.join(' ')}`;
          return row === undefined ? [] : [[key, row.answer] as const];
        }),
      );
    },
  });
