import { newIdempotencyKey } from '@cartwright/sdk';
import { waitFor } from '@cartwright/testing';
import { address, type CheckoutAnswer } from '../journeys/fixtures.ts';
import type { Market } from './market.ts';
import { createRandom, type Random } from './random.ts';

/** An order as its shopper was told of it, with a number and a total. */
export interface Acknowledged {
  id: string;
  number: string;
  totalMinor: number;
  email: string;
}

/** One request of a shopper; status 0 when the connection ended without an answer. */
export interface Reply {
  startedMs: number;
  tookMs: number;
  status: number;
  code: string;
}

export interface CrowdOptions {
  market: Market;
  /** Addresses of the processes that serve the shop; each shopper keeps to one at a time. */
  urls: readonly [string, ...string[]];
  size: number;
  seed: number;
  /** Tokens that shoppers pay with; those named more than once are more frequent. */
  tokens?: readonly [string, ...string[]];
  /**
   * Checkouts without a decision that are repeated on the side, while their shoppers begin others:
   * a kill leaves all of them waiting for the leases of the dead, and the next must meet new ones.
   */
  besideMax?: number;
  /** How long a shopper looks around before the next cart; none unless told. */
  browseMs?: number;
  /** How long a shopper waits for one answer before he asks again. */
  patienceMs?: number;
  /** Told of every request to the checkout. */
  onReply?: (reply: Reply) => void;
}

/**
 * Shoppers who buy again and again, each cart under a key of its own, and who repeat a checkout
 * under its key until somebody decides it.
 */
export interface Crowd {
  /** Orders that somebody was told of with 201, by their id. */
  acknowledged: ReadonlyMap<string, Acknowledged>;
  /** What no shopper may ever see, as sentences. */
  complaints: readonly string[];
  /** Answers by status and code. */
  tally: ReadonlyMap<string, number>;
  /** Checkouts that were begun and not decided yet. */
  undecided: () => number;
  /** Requests to the checkout that are being served. */
  underWay: () => number;
  /** Lets shoppers begin new carts; at first they may not. */
  open: () => void;
  /** From now on nobody begins a cart; those under way are still repeated. */
  close: () => void;
  /** Closes, and waits until every checkout that was begun is decided. */
  settle: (o: { timeoutMs: number }) => Promise<void>;
  /** Closes and sends everybody home, decided or not. */
  stop: () => Promise<void>;
}

interface Shopper extends CrowdOptions {
  random: Random;
  state: CrowdState;
}

interface CrowdState {
  acknowledged: Map<string, Acknowledged>;
  complaints: string[];
  tally: Map<string, number>;
  undecided: number;
  underWay: number;
  beside: Set<Promise<void>>;
  isOpen: boolean;
  isOver: boolean;
  begun: number;
}

/** Above this the reason is clear and the rest only fills the memory. */
const complaintsMax = 50;
const retryMs = 200;

export function startCrowd(options: CrowdOptions): Crowd {
  const state: CrowdState = {
    acknowledged: new Map(),
    complaints: [],
    tally: new Map(),
    undecided: 0,
    underWay: 0,
    beside: new Set(),
    isOpen: false,
    isOver: false,
    begun: 0,
  };
  const shoppers = Array.from({ length: options.size }, (_, index) =>
    goShopping({ ...options, random: createRandom(options.seed + index), state }),
  );
  const close = (): void => {
    state.isOpen = false;
  };
  return {
    acknowledged: state.acknowledged,
    complaints: state.complaints,
    tally: state.tally,
    undecided: () => state.undecided,
    underWay: () => state.underWay,
    open: () => {
      state.isOpen = true;
    },
    close,
    settle: async ({ timeoutMs }) => {
      close();
      await waitFor('every checkout of the crowd to be decided', () => state.undecided === 0, {
        timeoutMs,
      });
    },
    stop: async () => {
      close();
      state.isOver = true;
      await Promise.all([...shoppers, ...state.beside]);
    },
  };
}

async function goShopping(shopper: Shopper): Promise<void> {
  const { state, browseMs = 0 } = shopper;
  while (!state.isOver) {
    if (state.isOpen) await buyOnce(shopper);
    await pause(state.isOpen ? browseMs : 20);
  }
}

interface Checkout {
  url: string;
  cartId: string;
  key: string;
  email: string;
  token: string;
}

async function buyOnce(shopper: Shopper): Promise<void> {
  const { random, state, besideMax = 24 } = shopper;
  const url = random.pick(shopper.urls);
  // A cart that was made without our hearing of it harms nobody: the next one is begun.
  const cartId = await createCart(shopper, url);
  if (cartId === undefined) return pause(retryMs);
  state.begun += 1;
  const checkout = {
    url,
    cartId,
    key: newIdempotencyKey(),
    email: `shopper-${shopper.seed}-${state.begun}@example.com`,
    token: random.pick(shopper.tokens ?? ['approve']),
  };
  state.undecided += 1;
  if (await askOnce(shopper, checkout)) {
    state.undecided -= 1;
    return;
  }
  const rest = repeatUntilDecided(shopper, checkout);
  if (state.beside.size >= besideMax) return rest;
  state.beside.add(rest);
  void rest.finally(() => state.beside.delete(rest));
}

async function createCart(shopper: Shopper, url: string): Promise<string | undefined> {
  const { random, market } = shopper;
  const [hot] = market.variantIds;
  const chosen = new Set([random.isLucky(0.5) ? hot : random.pick(market.variantIds)]);
  if (random.isLucky(0.3)) chosen.add(random.pick(market.variantIds));
  const lines = [...chosen].map((variantId) => ({ variantId, quantity: 1 + random.whole(2) }));
  const answer = await send<{ id: string; code?: string }>(shopper, `${url}/api/v1/carts`, {
    body: { currency: 'EUR', lines },
  });
  if (answer.status === 201) return answer.body.id;
  if (!isNoAnswer(answer)) complain(shopper, `a cart was answered ${toldIn(answer)}`);
  return undefined;
}

async function repeatUntilDecided(shopper: Shopper, checkout: Checkout): Promise<void> {
  const { state, random, urls } = shopper;
  let isDecided = false;
  while (!isDecided && !state.isOver) {
    await pause(retryMs + random.whole(retryMs));
    // One process may be dead or paused for long: a load balancer would know another.
    isDecided = await askOnce(shopper, { ...checkout, url: random.pick(urls) });
  }
  if (isDecided) state.undecided -= 1;
}

/** Sends the checkout once; answers whether it is decided now. */
async function askOnce(shopper: Shopper, checkout: Checkout): Promise<boolean> {
  const { url, cartId, key } = checkout;
  const startedMs = Date.now();
  shopper.state.underWay += 1;
  const answer = await send<CheckoutAnswer>(shopper, `${url}/api/v1/carts/${cartId}/checkout`, {
    key,
    body: bodyOf(shopper, checkout),
  });
  shopper.state.underWay -= 1;
  note(shopper, startedMs, answer);
  return isDecision(shopper, checkout, answer);
}

function note(shopper: Shopper, startedMs: number, answer: Answer<CheckoutAnswer>): void {
  const { state, onReply } = shopper;
  const code = answer.body.code ?? '';
  const kind = toldIn(answer);
  state.tally.set(kind, (state.tally.get(kind) ?? 0) + 1);
  onReply?.({ startedMs, tookMs: Date.now() - startedMs, status: answer.status, code });
}

/** Refusals that end a checkout for good; whatever else is no answer, and the key is repeated. */
const refusals = new Set(['payment-declined', 'out-of-stock', 'payment-unavailable']);

function isDecision(
  shopper: Shopper,
  { email, key }: Checkout,
  answer: Answer<CheckoutAnswer>,
): boolean {
  const { state } = shopper;
  const { status, body } = answer;
  const { order, code = '' } = body;
  if (status === 201 && order !== undefined) {
    const { id, number, totals } = order;
    state.acknowledged.set(id, { id, number, totalMinor: totals.total.amount, email });
    return true;
  }
  if (refusals.has(code)) return true;
  if (status === 202 || isNoAnswer(answer)) return false;
  complain(shopper, `checkout ${key} of ${email} was answered ${toldIn(answer)}`);
  // A fault of the server says nothing about the order; any other answer would repeat itself.
  return status < 500;
}

const bodyOf = ({ market }: Shopper, { email, token }: Checkout) => ({
  email,
  shippingAddress: address,
  shippingOptionId: market.shippingOptionId,
  payment: { method: 'test', token },
});

interface Answer<B> {
  status: number;
  body: Partial<B>;
}

/** Says nothing for good: the shop, or what it stands on, was away or busy. */
const isNoAnswer = ({ status, body }: Answer<{ code?: string }>): boolean =>
  status === 0 || status === 429 || status === 503 || body.code === 'outcome-unknown';

const toldIn = ({ status, body }: Answer<{ code?: string }>): string =>
  `${status} ${body.code ?? ''}`.trim();

function complain({ state }: Shopper, sentence: string): void {
  if (state.complaints.length < complaintsMax) state.complaints.push(sentence);
}

async function send<B>(
  { patienceMs = 35_000 }: Shopper,
  url: string,
  o: { key?: string; body: object },
): Promise<Answer<B>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(o.key === undefined ? {} : { 'idempotency-key': o.key }),
      },
      body: JSON.stringify(o.body),
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    // Refused, cut or timed out: the shopper knows nothing, which is what these tests are about.
    return { status: 0, body: {} };
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
