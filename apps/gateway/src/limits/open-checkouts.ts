interface OpenAttempt {
  /** The key under which the attempt runs, which alone can tell that it has ended. */
  idempotencyKey: string | undefined;
  attemptId: string;
  /** The time to pay that is left, where it was told. */
  expiresInMs?: number | undefined;
}

export interface OpenCheckouts {
  /** Before a checkout: counts the cart for the client, unless too many of its carts are open. */
  begin: (client: string, cartId: string) => 'begun' | 'known' | 'too-many';
  /**
   * The cart's attempt is not decided and goes on without its request. It stays counted for the
   * client that began it: two who repeat each other's checkouts have no more than their own.
   */
  goesOn: (client: string, cartId: string, attempt: OpenAttempt) => void;
  /** What was heard later of the time that the cart's attempt has. */
  lasts: (cartId: string, expiresInMs: number | undefined) => void;
  attemptOf: (cartId: string) => OpenAttempt | undefined;
  /** The cart holds nothing any more: its stock is sold or free again. */
  end: (cartId: string) => void;
}

/** For an attempt that nobody was asked to confirm: its payment is on its way. */
const openMsDefault = 15 * 60_000;

/** An attempt is looked at up to a minute after its time to pay, and holds its stock until then. */
const graceMs = 60_000;

/** Bounds the memory: the one begun longest ago is forgotten for the newest. */
const knownMax = 50_000;

/** Looking at all that is kept takes some 5 ms at most: too long for each checkout. */
const lookEveryMs = 10_000;

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
  const untilOf = (expiresInMs: number | undefined): number =>
    o.now() + (expiresInMs === undefined ? openMsDefault : expiresInMs + graceMs);
  const add = (client: string, cartId: string, attempt?: OpenAttempt): void => {
    const counted = carts.get(cartId)?.client;
    const [oldest] = counted !== undefined || carts.size < knownMax ? [] : carts.keys();
    if (oldest !== undefined) end(oldest);
    const cart = { client: counted ?? client, until: untilOf(attempt?.expiresInMs) };
    carts.set(cartId, attempt === undefined ? cart : { ...cart, attempt });
    const mine = cartsOf.get(cart.client) ?? new Set();
    cartsOf.set(cart.client, mine.add(cartId));
  };
  let lookedAt = o.now();
  const endWhatIsOver = (): void => {
    const now = o.now();
    if (now - lookedAt < lookEveryMs) return;
    lookedAt = now;
    for (const [cartId, { until }] of carts) if (until <= now) end(cartId);
  };
  return {
    begin: (client, cartId) => {
      endWhatIsOver();
      // A repeat for the same cart holds nothing more.
      if (carts.has(cartId)) return 'known';
      if ((cartsOf.get(client)?.size ?? 0) >= o.perClientMax) return 'too-many';
      add(client, cartId);
      return 'begun';
    },
    goesOn: add,
    lasts: (cartId, expiresInMs) => {
      const cart = carts.get(cartId);
      if (cart !== undefined && expiresInMs !== undefined) cart.until = untilOf(expiresInMs);
    },
    attemptOf: (cartId) => carts.get(cartId)?.attempt,
    end,
  };
}
