import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';
import type { OrdersParts } from '../orders-parts.ts';
import { isRestToRelease } from '../store/rest-to-release.ts';
import type { DB } from '../store/tables.generated.ts';

/**
 * Writes the job that gives back what is authorised and will never be captured, once that is
 * certain. The caller has locked the order.
 */
export async function releaseRest(
  tx: Tx<DB>,
  jobs: OrdersParts['jobs'],
  orderId: string,
): Promise<void> {
  const asked = await sql`
    update orders o
    set release_asked_at = clock_timestamp()
    where o.id = ${orderId}
      and ${isRestToRelease}
  `.execute(tx);
  if (Number(asked.numAffectedRows ?? 0) > 0)
    await jobs.enqueue(tx, 'void-payment', { orderId }, { key: orderId });
}
