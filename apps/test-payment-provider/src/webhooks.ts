import { createHmac, randomUUID } from 'node:crypto';
import type { Authorisation } from './authorisation.ts';
import type { Books } from './books.ts';

/** A shop that does not answer in this time counts as not reached. */
const DELIVERY_TIMEOUT_MS = 10_000;
const RETRY_WAIT_MAX_MS = 60_000;
const PARALLEL_MAX = 8;

/** `t=seconds,v1=hex`: HMAC-SHA256 over `seconds.body`, the scheme that large gateways use. */
function signWebhook(o: { body: string; secret: string; nowMs: number }): string {
  const seconds = Math.floor(o.nowMs / 1_000);
  const mac = createHmac('sha256', o.secret).update(`${seconds}.${o.body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}

/** Writes a webhook into the books, inside the transaction of what it tells. Returns its number. */
export function recordWebhook(
  books: Books,
  o: { type: string; data: Authorisation; now: number; dueAt: number | null; copies?: number },
): number {
  const eventId = `evt_${randomUUID()}`;
  const body = JSON.stringify({
    id: eventId,
    type: o.type,
    createdAt: new Date(o.now).toISOString(),
    data: o.data,
  });
  let id = 0;
  for (let copy = 0; copy < (o.copies ?? 1); copy += 1) {
    const row = books.one(
      `insert into webhook (event_id, type, body, next_at, created_at)
       values (?, ?, ?, ?, ?)
       returning id`,
      eventId,
      o.type,
      body,
      o.dueAt,
      o.now,
    );
    id = Number(row?.id);
  }
  return id;
}

export interface WebhookSender {
  /** Delivers one webhook now; false when the shop did not take it. */
  deliver(id: number): Promise<boolean>;
  /** Delivers what is due, some at a time. */
  deliverDue(now: number): void;
  /** When the next one is due, or undefined when none waits. */
  nextAt(): number | undefined;
  stop(): Promise<void>;
}

export function createWebhookSender(o: {
  books: Books;
  secret: string;
  webhookUrl: () => string;
  retryMs: number;
  onSettled: () => void;
}): WebhookSender {
  const underWay = new Map<number, Promise<boolean>>();
  const stopping = new AbortController();

  async function post(body: string): Promise<boolean> {
    try {
      const response = await fetch(o.webhookUrl(), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'test-provider-signature': signWebhook({ body, secret: o.secret, nowMs: Date.now() }),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      // Whatever kept the shop from taking it, the webhook stays in the books and is sent again.
      return false;
    }
  }

  async function deliverOnce(id: number): Promise<boolean> {
    const row = o.books.one(
      'select body, tries from webhook where id = ? and delivered_at is null',
      id,
    );
    if (row === undefined) return true;
    const isTaken = await post(String(row.body));
    if (stopping.signal.aborted) return isTaken;
    const tries = Number(row.tries) + 1;
    const waitMs = Math.min(o.retryMs * 2 ** Math.min(tries - 1, 12), RETRY_WAIT_MAX_MS);
    await o.books.commits.write(() =>
      o.books.run(
        'update webhook set tries = ?, delivered_at = ?, next_at = ? where id = ?',
        tries,
        isTaken ? Date.now() : null,
        isTaken ? null : Date.now() + waitMs,
        id,
      ),
    );
    return isTaken;
  }

  function deliver(id: number): Promise<boolean> {
    const running = underWay.get(id);
    if (running !== undefined) return running;
    const started = deliverOnce(id)
      .catch(() => false)
      .finally(() => {
        underWay.delete(id);
        o.onSettled();
      });
    underWay.set(id, started);
    return started;
  }

  return {
    deliver,
    deliverDue(now) {
      const rows = o.books.all(
        'select id from webhook where next_at <= ? order by next_at, id limit 100',
        now,
      );
      for (const row of rows) {
        if (underWay.size >= PARALLEL_MAX) return;
        void deliver(Number(row.id));
      }
    },
    nextAt() {
      if (underWay.size >= PARALLEL_MAX) return undefined;
      const busy = [...underWay.keys()];
      const row = o.books.one(
        `select min(next_at) as at from webhook
          where next_at is not null and id not in (select value from json_each(?))`,
        JSON.stringify(busy),
      );
      return row?.at === null || row === undefined ? undefined : Number(row.at);
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
}
