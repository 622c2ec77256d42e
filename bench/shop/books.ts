import { setTimeout as delay } from 'node:timers/promises';
import { serviceNames } from '@cartwright/testing';
import pg from 'pg';
import type { RunningShop } from './running-shop.ts';

/** What the database itself says, whatever the answers said. */
export interface ShopBooks {
  countOrders: () => Promise<number>;
  /** Published products. */
  countProducts: () => Promise<number>;
  /** Of these orders, how many are there. */
  countThose: (orderIds: readonly string[]) => Promise<number>;
  /** Of these orders, how many carry a promotion's code. */
  countWithCode: (orderIds: readonly string[]) => Promise<number>;
  /** Age of the oldest event that some subscriber has still to apply, in milliseconds. */
  eventLagMs: () => Promise<number>;
  /** Waits until every event is applied and every job done; answers how long that took. */
  settle: (timeoutMs: number) => Promise<number>;
  close: () => Promise<void>;
}

/** Opens one connection to each database of the shop. */
export async function openShopBooks(shop: RunningShop): Promise<ShopBooks> {
  const clients = new Map<string, pg.Client>();
  for (const service of serviceNames) {
    const url = shop.databaseUrlOf(service);
    if (clients.has(url)) continue;
    const client = new pg.Client({ connectionString: url });
    // A server that stops ends its connections; whoever asks next is told.
    client.on('error', () => undefined);
    await client.connect();
    clients.set(url, client);
  }
  const query = async <R extends pg.QueryResultRow>(
    service: string,
    text: string,
    values: unknown[] = [],
  ): Promise<R[]> => {
    const client = clients.get(shop.databaseUrlOf(service));
    if (client === undefined) throw new Error(`${service} has no database`);
    return (await client.query<R>(text, values)).rows;
  };
  const count = async (service: string, text: string, values: unknown[] = []): Promise<number> =>
    Number((await query<{ count: string }>(service, text, values))[0]?.count ?? 0);
  const eventLagMs = () => oldestUnapplied(query);
  return {
    countOrders: () => count('orders', 'select count(*) from orders.orders'),
    countProducts: () => count('catalog', 'select count(*) from catalog.product_list'),
    countThose: (orderIds) =>
      count('orders', 'select count(*) from orders.orders where id = any ($1::uuid[])', [orderIds]),
    countWithCode: (orderIds) =>
      count(
        'orders',
        `select count(*)
         from orders.orders
         where id = any ($1::uuid[])
           and coupon_codes <> '{}'
           and discount_total_minor > 0`,
        [orderIds],
      ),
    eventLagMs,
    settle: async (timeoutMs) => {
      const since = performance.now();
      while ((await eventLagMs()) > 0 || (await hasJobs(query))) {
        if (performance.now() - since > timeoutMs)
          throw new Error(`events and jobs were not done within ${timeoutMs} ms`);
        await delay(50);
      }
      return performance.now() - since;
    },
    close: async () => {
      for (const client of clients.values()) await client.end();
    },
  };
}

type Query = <R extends pg.QueryResultRow>(
  service: string,
  text: string,
  values?: unknown[],
) => Promise<R[]>;

/** Jobs that are due: those that failed and wait for another try are nobody's work now. */
async function hasJobs(query: Query): Promise<boolean> {
  for (const service of serviceNames) {
    const due = await query(
      service,
      `select
       from ${service}._private_jobs
       where run_at <= now()
         and attempts < max_attempts
       limit 1`,
    );
    if (due.length > 0) return true;
  }
  return false;
}

/** Compares every subscriber's position with the log that it reads. */
async function oldestUnapplied(query: Query): Promise<number> {
  let oldestMs = 0;
  for (const subscriber of serviceNames)
    for (const { publisher, position } of await query<{ publisher: string; position: string }>(
      subscriber,
      `select publisher, position from ${subscriber}.subscription`,
    )) {
      const [oldest] = await query<{ age: string | null }>(
        publisher,
        `select 1000 * extract(epoch from clock_timestamp() - min(occurred_at)) as age
         from (
           (select occurred_at from ${publisher}.event where position = $1::bigint + 1)
           union all
           (select occurred_at from ${publisher}.event where position is null order by seq limit 1)
         ) as waiting`,
        [position],
      );
      oldestMs = Math.max(oldestMs, Number(oldest?.age ?? 0));
    }
  return oldestMs;
}
