import { defineEvents } from '@cartwright/contract';
import { openDatabase, transaction } from '@cartwright/database';
import { logger } from '@cartwright/telemetry';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing/test-database';
import { waitFor } from '@cartwright/testing/wait';
import { sql } from 'kysely';
import Type from 'typebox';
import {
  createEventLog,
  createSubscriber,
  type EventLog,
  emit,
  eventMigrations,
  type HeardEvent,
  type Subscriber,
  type Subscription,
  subscribe,
} from '../src/index.ts';

export const events = defineEvents({
  counted: {
    type: 'publisher.counted.v1',
    data: Type.Object({ number: Type.Integer() }),
  },
  ignored: {
    type: 'publisher.ignored.v1',
    data: Type.Object({}),
  },
});

type Counted = HeardEvent<typeof events.counted>;

export const silent = logger({ level: 'silent' });

/** Both sides in databases of their own: a publisher with its log, and a service that hears it. */
export interface Shop {
  publisher: TestDatabase<unknown>;
  hearer: TestDatabase<unknown>;
  eventLog: EventLog;
  /** Emits `counted` events, each in a transaction of its own. */
  tell(numbers: readonly number[], subject?: (number: number) => string): Promise<void>;
  /** A subscriber that keeps what it hears in the table `heard`. */
  subscriber(options?: {
    onEvent?: (event: Counted) => void | Promise<void>;
    more?: Subscription[];
    triesMax?: number;
  }): Subscriber;
  heard(): Promise<number[]>;
  settled(subscriber: Subscriber): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(): Promise<Shop> {
  const migrations = { migrations: [eventMigrations] };
  const publisher = await createTestDatabase('publisher', migrations);
  const hearer = await createTestDatabase('hearer', migrations);
  await asOwner(hearer, 'create table heard (place bigserial, event_id uuid, number integer)');
  const eventLog = createEventLog({ service: 'publisher', db: publisher.db, log: silent });
  eventLog.start();
  const subscribers: Subscriber[] = [];
  return {
    publisher,
    hearer,
    eventLog,
    tell: async (numbers, subject = (number) => `subject-${number}`) => {
      for (const number of numbers) {
        await transaction(publisher.db, (tx) =>
          emit(tx, events.counted, { subject: subject(number), data: { number } }),
        );
      }
    },
    subscriber: ({ onEvent, more = [], triesMax = 8 } = {}) => {
      const subscriber = createSubscriber({
        service: 'hearer',
        publisher: 'publisher',
        db: hearer.db,
        read: (query) => eventLog.read(query),
        subscriptions: [keepHeard(onEvent), ...more],
        log: silent,
        retry: { triesMax, firstPauseMs: 1 },
      });
      subscribers.push(subscriber);
      return subscriber;
    },
    heard: async () => {
      const found = await sql<{ number: number }>`
        select number from heard order by place
      `.execute(hearer.db);
      return found.rows.map((row) => row.number);
    },
    settled: async (subscriber) => {
      await waitFor(
        'all events to be applied',
        async () => (await eventLog.isSettled()) && (await subscriber.isSettled()),
      );
    },
    close: async () => {
      await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
      await eventLog.stop();
      await hearer.close();
      await publisher.close();
    },
  };
}

const keepHeard = (onEvent: ((event: Counted) => void | Promise<void>) | undefined): Subscription =>
  subscribe(events.counted, async (tx, event) => {
    await sql`
      insert into heard (event_id, number) values (${event.id}, ${event.data.number})
    `.execute(tx);
    await onEvent?.(event);
  });

async function asOwner(database: TestDatabase<unknown>, statement: string): Promise<void> {
  const opened = openDatabase({
    url: database.ownerUrl,
    schema: 'hearer',
    connectionsMax: 1,
    applicationName: 'test-owner',
  });
  await sql.raw(statement).execute(opened.db);
  await opened.close();
}
