import type { EventData } from '@cartwright/contract';
import type { Tx } from '@cartwright/database';
import type { ordersEvents } from '@cartwright/orders/contract';
import { sql } from 'kysely';
import type { DB } from '../store/tables.generated.ts';

/** The goods leave: on hand and allocated fall together, so what is available stays. */
export async function onFulfilmentCreated(
  tx: Tx<DB>,
  fulfilment: EventData<typeof ordersEvents.fulfilmentCreated>,
): Promise<void> {
  await sql`
    select fulfil_allocation(
      ${fulfilment.attemptId},
      ${fulfilment.fulfilmentId},
      ${JSON.stringify(fulfilment.lines)}::jsonb
    )
  `.execute(tx);
}
