import {
  type Batch,
  boundedBy,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import type { DemandLine } from '../../contract/index.ts';
import type { DB } from './tables.generated.ts';

export interface ReservationRequest {
  attemptId: string;
  lines: readonly DemandLine[];
  /** The hold is to stand until checkout or an order ends it. */
  isConfirmed?: boolean;
}

export interface ReservationRules {
  /** How long a hold lasts by the database's clock, unless it is confirmed. */
  holdMinutes: number;
  /** Up to this many left, the level is `few-left`. */
  fewLeftMax: number;
}

export type ReservationAnswer =
  | { kind: 'held'; expiresAt: Date; isConfirmed: boolean }
  | { kind: 'refused'; shortages: readonly Shortage[] }
  | { kind: 'gone' };

interface Shortage {
  variantId: string;
  requested: number;
  available: number;
}

interface ReservationRow {
  attempt_id: string;
  status: 'held' | 'confirmed' | 'allocated' | 'released' | 'expired' | 'refused';
  expires_at: Date;
  shortages: Shortage[] | null;
}

/** The writes of a checkout, each carried together with those of its neighbours. */
export interface StockWrites {
  /**
   * Decides attempts in the order of their arrival, each by itself: no row stays locked while we
   * think. An attempt that was decided before gets the same answer again.
   */
  reserve: Batch<ReservationRequest, ReservationAnswer>;
  /** Whether the hold stands, from now on until checkout or an order ends it. */
  confirm: Batch<string, boolean>;
}

const reserveAll = statement<ReservationRow>(`
  select attempt_id, status, expires_at, shortages
  from reserve_stock(${boundedBy('$4', '$1::jsonb')}, $2, $3)
`);
const confirmAll = statement<{ attemptId: string }>(`
  select confirm_reservations(${boundedBy('$2', '$1::uuid[]')}) as "attemptId"
`);

export const stockWritesIn = (db: Database<DB>, rules: ReservationRules): StockWrites => ({
  reserve: createBatch({
    name: 'inventory.reserve',
    keyOf: ({ attemptId }: ReservationRequest) => attemptId.toLowerCase(),
    run: async (requests, { lockTimeout }) => {
      const { holdMinutes, fewLeftMax } = rules;
      const values = [JSON.stringify(requests), holdMinutes, fewLeftMax, lockTimeout];
      const rows = await runStatement(db, reserveAll, values);
      return new Map(rows.map((row) => [row.attempt_id, answerOf(row)]));
    },
  }),
  confirm: createBatch({
    name: 'inventory.confirm',
    keyOf: (attemptId: string) => attemptId.toLowerCase(),
    run: async (attemptIds, { lockTimeout }) => {
      const rows = await runStatement(db, confirmAll, [attemptIds, lockTimeout]);
      const standing = new Set(rows.map(({ attemptId }) => attemptId));
      return new Map(
        attemptIds.map((id) => [id.toLowerCase(), standing.has(id.toLowerCase())] as const),
      );
    },
  }),
});

function answerOf(row: ReservationRow): ReservationAnswer {
  if (row.shortages !== null) return { kind: 'refused', shortages: row.shortages };
  if (row.status === 'released' || row.status === 'expired') return { kind: 'gone' };
  return { kind: 'held', expiresAt: row.expires_at, isConfirmed: row.status !== 'held' };
}
