export interface OpenAttempt {
  /** The key under which the attempt runs, which alone can tell that it has ended. */
  idempotencyKey: string | undefined;
  attemptId: string;
  /** The time to pay that is left, where it was told. */
  expiresInMs?: number | undefined;
}

export interface OpenCheckouts {
  /** Before a checkout: counts the cart for the client, unless too many of its carts are open. */
  begin: (client: string, cartId: string) => 'begun' | 'known' | 'too-many';
  /** The cart's attempt is not decided and goes on without its request. */
  goesOn: (client: string, cartId: string, attempt: OpenAttempt) => void;
  /** What was heard later of the time that the cart's attempt has. */
  lasts: (cartId: string, expiresInMs: number | undefined) => void;
  attemptOf: (cartId: string) => OpenAttempt | undefined;
  /** The cart holds nothing any more: its stock is sold or free again. */
  end: (cartId: string) => void;
}

/** For an attempt that nobody was asked to confirm: its payment is on its way. */
const openMsDefault = 15 * 60_000;

/** Bounds the memory: the one heard of longest ago is forgotten for the newest. */
const knownMax = 50_000;

interface OpenCart {
  client: string;
  until: number;
  attempt?: OpenAttempt;
}

/**
 * Counts the checkouts of a client that are not decided: each holds stock, and whoever never means
 * to pay could hold all of it. A cart has one open attempt at most, so carts are counted.
 */
export function createOpenCheckouts(o: { perClientMax: number; now: () => number }): OpenCheckouts {
  const carts = new Map<string, OpenCart>();
  const cartsOf = new Map<string, Set<string>>();

  const end = (cartId: string): void => {
    const client = carts.get(cartId)?.client;
    if (client === undefined) return;
    carts.delete(cartId);
    const left = cartsOf.get(client);
    left?.delete(cartId);
    if (left?.size === 0) cartsOf.delete(client);
  };
  const add = (client: string, cartId: string, attempt?: OpenAttempt): void => {
    end(cartId);
    const [oldest] = carts.size < knownMax ? [] : carts.keys();
    if (oldest !== undefined) end(oldest);
    const until = o.now() + (attempt?.expiresInMs ?? openMsDefault);
    carts.set(cartId, { client, until, ...(attempt === undefined ? {} : { attempt }) });
    const mine = cartsOf.get(client) ?? new Set();
    cartsOf.set(client, mine.add(cartId));
  };
  const hasRoom = (client: string): boolean => {
    const mine = cartsOf.get(client);
    if (mine === undefined || mine.size < o.perClientMax) return true;
    const now = o.now();
    for (const cartId of mine) if ((carts.get(cartId)?.until ?? now) <= now) end(cartId);
    return mine.size < o.perClientMax;
  };
  return {
    begin: (client, cartId) => {
      // A repeat for the same cart holds nothing more.
      if (carts.has(cartId)) return 'known';
      if (!hasRoom(client)) return 'too-many';
      add(client, cartId);
      return 'begun';
    },
    goesOn: add,
    lasts: (cartId, expiresInMs) => {
      const cart = carts.get(cartId);
      if (cart !== undefined && expiresInMs !== undefined) cart.until = o.now() + expiresInMs;
    },
    attemptOf: (cartId) => carts.get(cartId)?.attempt,
    end,
  };
}
