import {
  type Batch,
  boundedBy,
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

type HoldOutcome =
  | { outcome: 'held' }
  | { outcome: 'released' }
  | { outcome: 'other-codes' }
  | { outcome: 'refused'; codeKey: string; reason: CouponReason };

const reserveAll = statement<{ attemptId: string; answer: HoldOutcome }>(`
  select attempt_id as "attemptId", answer
  from reserve_coupon_uses_together(${boundedBy('$2', '$1::jsonb')})
`);

/** Holds one use of each code for an attempt, all or none; the database decides. */
export const couponHoldsIn = (db: Database<DB>): Batch<WantedUses, HoldOutcome> =>
  createBatch({
    name: 'pricing.reserve-coupons',
    keyOf: keyOfUses,
    run: async (members, { lockTimeout }) => {
      const rows = await runStatement(db, reserveAll, [JSON.stringify(members), lockTimeout]);
      const answers = Map.groupBy(rows, ({ attemptId }) => attemptId);
      return new Map(
        members.flatMap((member) => {
          const row = answers.get(member.attemptId.toLowerCase())?.shift();
          return row === undefined ? [] : [[keyOfUses(member), row.answer] as const];
        }),
      );
    },
  });

/** Equal ids with other codes are two members: the later one is refused. */
const keyOfUses = ({ attemptId, codeKeys }: WantedUses): string =>
  `${attemptId.toLowerCase()} ${codeKeys.join(' ')}`;
