import { inRounds } from '@cartwright/database';
import { sql } from 'kysely';
import type { CheckoutParts } from '../process/parts.ts';
import { forgetAttempt } from '../store/forget-attempt.ts';

/** Some 100,000 attempts an hour: more than are made, so that nothing stays past its time. */
const rounds = { atOnce: 1_000, roundsMax: 20 };

/**
 * Removes personal data when it is no longer needed: attempts without an order altogether, of the
 * others everything but which cart became which order. `retentionDays` is at least 2, so the 24 h
 * of an idempotency key are always kept.
 */
export async function trimAttempts(parts: CheckoutParts): Promise<void> {
  await inRounds(rounds, (atOnce) => deleteWithoutOrder(parts, atOnce));
  await inRounds(rounds, (atOnce) => emptyCompleted(parts, atOnce));
}

const deleteWithoutOrder = ({ db, retentionDays }: CheckoutParts, atOnce: number) =>
  sql`
    delete from checkout_attempt
    where id in (
      select id
      from checkout_attempt
      where closed_at < now() - ${retentionDays}::integer * interval '1 day'
      and email is not null
      and state in ('refused', 'undone')
      order by closed_at
      limit ${atOnce}
    )
  `.execute(db);

const emptyCompleted = ({ db, retentionDays }: CheckoutParts, atOnce: number) =>
  sql`
    update checkout_attempt
    set ${forgetAttempt}
    where id in (
      select id
      from checkout_attempt
      where closed_at < now() - ${retentionDays}::integer * interval '1 day'
      and email is not null
      and state = 'completed'
      order by closed_at
      limit ${atOnce}
    )
  `.execute(db);
