import { invalidInput } from '@cartwright/contract';
import type { LineQuantity } from '../../contract/shapes.ts';

/**
 * Sums the quantities asked for one line in several entries, so that they are checked together.
 * @throws ContractError `invalid-input` for a line that the order does not have.
 */
export function mergeLines(
  asked: readonly LineQuantity[],
  known: readonly { lineId: string }[],
): LineQuantity[] {
  const ids = new Set(known.map((line) => line.lineId));
  const sums = new Map<string, number>();
  for (const [index, { lineId, quantity }] of asked.entries()) {
    if (!ids.has(lineId)) {
      throw invalidInput(`/body/lines/${index}/lineId`, 'The order has no such line');
    }
    sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  }
  return [...sums].map(([lineId, quantity]) => ({ lineId, quantity }));
}
