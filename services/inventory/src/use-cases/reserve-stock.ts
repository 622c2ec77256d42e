import { ContractError } from '@cartwright/contract';
import type { ReservationRequest, StockWrites } from '../store/stock-writes.ts';

/** Reserves for one attempt; throws `out-of-stock` or `reservation-gone`. */
export async function reserveForAttempt(
  writes: StockWrites,
  request: ReservationRequest,
  deadline: number,
): Promise<{ expiresAt: string; isConfirmed: boolean }> {
  const answer = await writes.reserve(request, deadline);
  if (answer.kind === 'refused') {
    throw new ContractError('out-of-stock', { data: { lines: answer.shortages } });
  }
  if (answer.kind === 'gone') throw new ContractError('reservation-gone');
  return { expiresAt: answer.expiresAt.toISOString(), isConfirmed: answer.isConfirmed };
}
