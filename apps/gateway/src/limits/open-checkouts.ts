export interface OpenAttempt {
  /** The key under which the attempt runs, which alone can tell that it has ended. */
  idempotencyKey: string | undefined;
  attemptId: string;
}

export interface OpenCheckouts {
  /** Before a checkout: counts the cart for the client, unless too many of its carts are open. */
  begin: (client: string, cartId: string) => 'begun' | 'known' | 'too-many';
  /** The cart's attempt is not decided and goes on without its request. */
  goesOn: (client: string, cartId: string, attempt: OpenAttempt) => void;
  attemptOf: (cartId: string) => OpenAttempt | undefined;
  /** The cart holds nothing any more: its stock is sold or free again. */
  end: (cartId: string) => void;
}

/** As long as a shopper has to confirm a payment, unless told; by then the stock is free again. */
const openMsMax = 15 * 60_000;

/** Bounds the memory: the oldest is forgotten for the newest. */
const knownMax = 50_000;

/**
 * Counts the checkouts of a client that are not decided: each holds stock, and whoever never means
 * to pay could hold all of it. A cart has one open attempt at most, so carts are counted.
 */
export function createOpenCheckouts(o: { perClientMax: number; now: () => number }): OpenCheckouts {
  /** In the order in which they run out. */
  const carts = new Map<string, { client: string; until: number; attempt?: OpenAttempt }>();
  const counts = new Map<string, number>();

  const end = (cartId: string): void => {
    const client = carts.get(cartId)?.client;
    if (client === undefined) return;
    carts.delete(cartId);
    const left = (counts.get(client) ?? 1) - 1;
    if (left === 0) counts.delete(client);
    else counts.set(client, left);
  };
  const add = (client: string, cartId: string, attempt?: OpenAttempt): void => {
    end(cartId);
    const until = o.now() + openMsMax;
    carts.set(cartId, { client, until, ...(attempt === undefined ? {} : { attempt }) });
    counts.set(client, (counts.get(client) ?? 0) + 1);
  };
  const forgetOld = (): void => {
    const now = o.now();
    for (const [cartId, { until }] of carts) {
      if (until > now && carts.size < knownMax) return;
      end(cartId);
    }
  };
  return {
    begin: (client, cartId) => {
      forgetOld();
      // A repeat for the same cart holds nothing more.
      if (carts.has(cartId)) return 'known';
      if ((counts.get(client) ?? 0) >= o.perClientMax) return 'too-many';
      add(client, cartId);
      return 'begun';
    },
    goesOn: add,
    attemptOf: (cartId) => carts.get(cartId)?.attempt,
    end,
  };
}
