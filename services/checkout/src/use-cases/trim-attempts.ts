import { sql } from 'kysely';
import type { CheckoutParts } from '../process/parts.ts';
import { forgetAttempt } from '../store/forget-attempt.ts';

/** One statement stays short. */
const rowsMax = 1_000;
/** Some 100,000 attempts an hour: more than are made, so that nothing stays past its time. */
const roundsMax = 20;

/**
 * Removes personal data when it is no longer needed: attempts without an order altogether, of the
 * others everything but which cart became which order. `retentionDays` is at least 2, so the 24 h
 * of an idempotency key are always kept.
 */
export async function trimAttempts(parts: CheckoutParts): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    const deleted = await deleteWithoutOrder(parts);
    const emptied = await emptyCompleted(parts);
    if (deleted < rowsMax && emptied < rowsMax) break;
  }
}

async function deleteWithoutOrder({ db, retentionDays }: CheckoutParts): Promise<number> {
  const deleted = await sql`
    delete from checkout_attempt
    where id in (
      select id
      from checkout_attempt
      where closed_at < now() - ${retentionDays}::integer * interval '1 day'
      and email is not null
      and state in ('refused', 'undone')
      order by closed_at
      limit ${rowsMax}
    )
  `.execute(db);
  return Number(deleted.numAffectedRows ?? 0);
}

async function emptyCompleted({ db, retentionDays }: CheckoutParts): Promise<number> {
  const emptied = await sql`
    update checkout_attempt
    set ${forgetAttempt}
    where id in (
      select id
      from checkout_attempt
      where closed_at < now() - ${retentionDays}::integer * interval '1 day'
      and email is not null
      and state = 'completed'
      order by closed_at
      limit ${rowsMax}
    )
  `.execute(db);
  return Number(emptied.numAffectedRows ?? 0);
}
