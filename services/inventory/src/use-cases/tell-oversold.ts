import type { Tx } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { inventoryEvents } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** Raises `oversold-by-count` when more is promised than the count and backorders allow. */
export async function tellOversold(
  tx: Tx<DB>,
  item: { stockItemId: string; missingUnits: number },
): Promise<void> {
  if (item.missingUnits === 0) return;
  await emit(tx, inventoryEvents.oversoldByCount, { subject: item.stockItemId, data: item });
}
