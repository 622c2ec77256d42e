import type { Database, Tx } from '@cartwright/database';
import { sql } from 'kysely';

export interface SubscriptionState {
  publisher: string;
  incarnation: string | null;
  position: number;
  /** Why it stands still until an operator resumes it; null while it runs. */
  stoppedReason: string | null;
  /** Events of this publisher that failed, and those that wait behind them. */
  parked: number;
}

/** Where this service stands in the log of each publisher. */
export async function listSubscriptions<T>(db: Database<T>): Promise<SubscriptionState[]> {
  const found = await sql<SubscriptionState>`
    select
      publisher,
      incarnation,
      position,
      stopped_reason as "stoppedReason",
      (
        select count(*)
        from parked_event
        where parked_event.publisher = subscription.publisher
      ) as parked
    from subscription
    order by publisher
    limit 100
  `.execute(db);
  return found.rows;
}

export interface Place {
  incarnation: string | null;
  position: number;
  stoppedReason: string | null;
}

/** The same as a round begins with it. */
export interface PlaceOfRound extends Place {
  /** Whether an event that was set aside is to be tried again now. */
  isAnyDue: boolean;
}

/** Where the subscription stands, made at first sight. */
export async function readPlace<T>(db: Database<T>, publisher: string): Promise<PlaceOfRound> {
  const found = await sql<PlaceOfRound>`
    select
      ${placeColumns},
      exists (
        select
        from parked_event
        where parked_event.publisher = subscription.publisher
        and next_try_at <= clock_timestamp()
      ) as "isAnyDue"
    from subscription
    where publisher = ${publisher}
  `.execute(db);
  const [place] = found.rows;
  if (place !== undefined) return place;
  await sql`
    insert into subscription (publisher) values (${publisher}) on conflict do nothing
  `.execute(db);
  return readPlace(db, publisher);
}

/**
 * Locks the subscription to the end of the transaction; undefined while another process applies
 * events of the same publisher.
 */
export async function lockPlace<T>(tx: Tx<T>, publisher: string): Promise<Place | undefined> {
  const found = await sql<Place>`
    select ${placeColumns}
    from subscription
    where publisher = ${publisher}
    for update skip locked
  `.execute(tx);
  return found.rows[0];
}

const placeColumns = sql`incarnation, position, stopped_reason as "stoppedReason"`;

/** Moves the subscription, in the transaction of the effects. */
export async function movePlace<T>(
  tx: Tx<T>,
  publisher: string,
  place: { incarnation: string; position: number },
): Promise<void> {
  await sql`
    update subscription
    set incarnation = ${place.incarnation}, position = ${place.position}
    where publisher = ${publisher}
  `.execute(tx);
}

/** Makes the subscription stand still, in every process and after a restart. */
export async function stopSubscription<T>(
  db: Database<T>,
  publisher: string,
  reason: string,
): Promise<void> {
  await sql`
    update subscription
    set stopped_reason = ${reason}, stopped_at = clock_timestamp()
    where publisher = ${publisher}
    and stopped_reason is null
  `.execute(db);
}
