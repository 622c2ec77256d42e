import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { DemandLine } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

export interface ReservationRequest {
  attemptId: string;
  lines: readonly DemandLine[];
}

export interface ReservationRules {
  /** How long a hold lasts by the database's clock, unless it is confirmed. */
  holdMinutes: number;
  /** Up to this many left, the level is `few-left`. */
  fewLeftMax: number;
}

export type ReservationAnswer =
  | { kind: 'held'; expiresAt: Date }
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

/**
 * Decides attempts in the order given, each by itself, in one statement: one round trip, and no row
 * stays locked while we think. An attempt that was decided before gets the same answer again.
 */
export async function reserveStock(
  db: Database<DB>,
  requests: readonly ReservationRequest[],
  rules: ReservationRules,
): Promise<Map<string, ReservationAnswer>> {
  const decided = await sql<ReservationRow>`
    select attempt_id, status, expires_at, shortages
    from reserve_stock(
      ${JSON.stringify(requests)}::jsonb,
      ${rules.holdMinutes},
      ${rules.fewLeftMax}
    )
  `.execute(db);
  return new Map(decided.rows.map((row) => [row.attempt_id, answerOf(row)]));
}

function answerOf(row: ReservationRow): ReservationAnswer {
  if (row.shortages !== null) return { kind: 'refused', shortages: row.shortages };
  if (row.status === 'released' || row.status === 'expired') return { kind: 'gone' };
  return { kind: 'held', expiresAt: row.expires_at };
}

/** Reserves for one attempt; throws `out-of-stock` or `reservation-gone`. */
export async function reserveForAttempt(
  db: Database<DB>,
  request: ReservationRequest,
  rules: ReservationRules,
): Promise<{ expiresAt: string }> {
  const answer = (await reserveStock(db, [request], rules)).get(request.attemptId.toLowerCase());
  if (answer === undefined) throw new Error(`attempt ${request.attemptId} was not decided`);
  if (answer.kind === 'refused') {
    throw new ContractError('out-of-stock', { data: { lines: answer.shortages } });
  }
  if (answer.kind === 'gone') throw new ContractError('reservation-gone');
  return { expiresAt: answer.expiresAt.toISOString() };
}
