import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type CallContext, ContractError } from '@cartwright/contract';
import type { OrderWithToken, PlaceOrder } from '@cartwright/orders/contract';
import type { PaymentTryState, PaymentTryStatus } from '@cartwright/payments/contract';
import type { Quote, QuoteRequest } from '@cartwright/pricing/contract';
import type { CheckoutClients } from '../src/process/parts.ts';

interface ScriptedCart {
  lines: { lineId: string; variantId: string; quantity: number }[];
  couponCodes: string[];
  shopperId: string | null;
  lockedBy: string | undefined;
  orderedBy: string | undefined;
}

interface ScriptedTry {
  attemptId: string;
  status: PaymentTryStatus;
  amount: number;
  /** Times that the provider was asked for money under this key. */
  charges: number;
}

/** The books of all neighbours, and switches for what they do next. */
export interface Neighbours {
  clients: CheckoutClients;
  carts: Map<string, ScriptedCart>;
  stock: Map<string, number>;
  /** By attempt: what is held, or that it was released for good. */
  reservations: Map<string, { variantId: string; quantity: number }[] | 'released'>;
  /** Whether holds last from the beginning, or only once they are confirmed. */
  confirmsAtOnce: boolean;
  couponUses: Map<string, string[] | 'released'>;
  couponsLeft: Map<string, number>;
  tries: Map<string, ScriptedTry>;
  orders: Map<string, OrderWithToken>;
  prices: Map<string, number>;
  /** For sale, and without a price in the currency of the cart. */
  unpriced: Set<string>;
  shippingPrice: number;
  /** What the provider answers when it is asked for the first time. */
  nextPayment: PaymentTryStatus;
  /** Called before each call is carried out; throws or waits to disturb it. */
  beforeCall: (name: string) => void | Promise<void>;
  addCart: (o?: { quantity?: number; couponCodes?: string[]; variantId?: string }) => string;
}

const currency = 'EUR';
const money = (amount: number) => ({ amount, currency });

/** Neighbours that keep the promises of their contracts in memory. */
export function createNeighbours(): Neighbours {
  const world: Neighbours = {
    clients: {} as CheckoutClients, // filled in just below, from the world itself
    carts: new Map(),
    stock: new Map(),
    reservations: new Map(),
    confirmsAtOnce: true,
    couponUses: new Map(),
    couponsLeft: new Map(),
    tries: new Map(),
    orders: new Map(),
    prices: new Map(),
    unpriced: new Set(),
    shippingPrice: 500,
    nextPayment: 'authorised',
    beforeCall: () => undefined,
    addCart: ({ quantity = 1, couponCodes = [], variantId = randomUUID() } = {}) => {
      const cartId = randomUUID();
      const lines = [{ lineId: randomUUID(), variantId, quantity }];
      const state = { shopperId: null, lockedBy: undefined, orderedBy: undefined };
      world.carts.set(cartId, { lines, couponCodes, ...state });
      if (!world.stock.has(variantId)) world.stock.set(variantId, 1_000);
      if (!world.prices.has(variantId)) world.prices.set(variantId, 2_000);
      return cartId;
    },
  };
  world.clients = {
    cart: cartOf(world),
    catalog: catalogOf(world),
    pricing: pricingOf(world),
    inventory: inventoryOf(world),
    payments: paymentsOf(world),
    orders: ordersOf(world),
  };
  return world;
}

/** As the bindings do: a caller never waits past its deadline, the work goes on. */
async function carried<T>(
  world: Neighbours,
  o: { name: string; context: CallContext },
  work: () => T,
): Promise<T> {
  const leftMs = Math.max(0, o.context.deadline - Date.now());
  const run = (async () => {
    await world.beforeCall(o.name);
    return work();
  })();
  const timeout = new AbortController();
  try {
    return await Promise.race([
      run,
      delay(leftMs, undefined, { signal: timeout.signal }).then((): never => {
        throw new ContractError('outcome-unknown');
      }),
    ]);
  } finally {
    timeout.abort();
  }
}

const cartOf = (world: Neighbours): CheckoutClients['cart'] => ({
  lockForCheckout: ({ params, body }, context) =>
    carried(world, { name: 'lockForCheckout', context }, () => {
      const cart = world.carts.get(params.cartId);
      if (cart === undefined) throw new ContractError('not-found');
      const { lines, couponCodes, shopperId, orderedBy, lockedBy } = cart;
      if (orderedBy !== undefined && orderedBy !== body.attemptId)
        throw new ContractError('cart-already-ordered', { data: { attemptId: orderedBy } });
      if (lockedBy !== undefined && lockedBy !== body.attemptId)
        throw new ContractError('checkout-in-progress', { data: { attemptId: lockedBy } });
      if (lines.length === 0) throw new ContractError('cart-empty');
      cart.lockedBy = body.attemptId;
      const { cartId } = params;
      const answer = { cartId, currency, shopperId, lines, couponCodes, version: 1 };
      return { status: 200 as const, body: answer };
    }),
  unlock: ({ params }, context) =>
    carried(world, { name: 'unlock', context }, () => {
      const cart = world.carts.get(params.cartId);
      if (cart?.lockedBy === params.attemptId) cart.lockedBy = undefined;
      return { status: 200 as const, body: {} };
    }),
});

const catalogOf = (world: Neighbours): CheckoutClients['catalog'] => ({
  variants: ({ body }, context) =>
    carried(world, { name: 'variants', context }, () => ({
      status: 200 as const,
      body: {
        items: body.variantIds.map((variantId) => ({
          variantId,
          productId: variantId,
          slug: 'shoe',
          sku: null,
          title: 'Shoe',
          options: {},
          imageUrl: null,
          weightGrams: 300,
          taxCategory: 'standard',
          sellable: world.prices.has(variantId),
        })),
      },
    })),
});

const pricingOf = (world: Neighbours): CheckoutClients['pricing'] => ({
  quote: ({ body }, context) =>
    carried(world, { name: 'quote', context }, () => {
      const isSent = body.lines.some(({ variantId }) => !world.unpriced.has(variantId));
      const isOffered = body.shippingOptionId === 'standard' && body.country !== 'AQ' && isSent;
      if (body.shippingOptionId !== null && !isOffered)
        throw new ContractError('shipping-option-unavailable');
      return { status: 200 as const, body: quoteOf(world, body) };
    }),
  shippingOptions: ({ body }, context) =>
    carried(world, { name: 'shippingOptions', context }, () => {
      const option = {
        id: 'standard',
        name: 'Standard',
        names: {},
        price: money(world.shippingPrice),
      };
      return { status: 200 as const, body: { items: body.country === 'AQ' ? [] : [option] } };
    }),
  reserveCoupons: ({ params, body }, context) =>
    carried(world, { name: 'reserveCoupons', context }, () => {
      const held = world.couponUses.get(params.attemptId);
      if (held === 'released') throw new ContractError('coupon-hold-gone');
      for (const code of held === undefined ? body.codes : []) {
        const left = world.couponsLeft.get(code) ?? 0;
        if (left <= 0) throw new ContractError('coupon-exhausted', { data: { code } });
        world.couponsLeft.set(code, left - 1);
      }
      world.couponUses.set(params.attemptId, [...body.codes]);
      return { status: 200 as const, body: {} };
    }),
  releaseCoupons: ({ params }, context) =>
    carried(world, { name: 'releaseCoupons', context }, () => {
      const held = world.couponUses.get(params.attemptId);
      for (const code of held === 'released' || held === undefined ? [] : held)
        world.couponsLeft.set(code, (world.couponsLeft.get(code) ?? 0) + 1);
      world.couponUses.set(params.attemptId, 'released');
      return { status: 200 as const, body: {} };
    }),
});

/** A code takes the whole price of the lines; `FREE` takes the shipping too. */
function quoteOf(world: Neighbours, request: QuoteRequest): Quote {
  const isFree = request.couponCodes.includes('FREE');
  const lines = request.lines.map(({ lineId, variantId, quantity }) => {
    const unitPrice = world.prices.get(variantId) ?? 0;
    const subtotal = unitPrice * quantity;
    const discount = request.couponCodes.length > 0 ? subtotal : 0;
    return {
      lineId,
      variantId,
      quantity,
      unitPrice: money(unitPrice),
      compareAtPrice: null,
      subtotal: money(subtotal),
      discounts: [],
      discountTotal: money(discount),
      taxRateBasisPoints: 0,
      tax: money(0),
      total: money(subtotal - discount),
    };
  });
  const shippingTotal = isFree ? 0 : world.shippingPrice;
  const total = lines.reduce((sum, line) => sum + line.total.amount, shippingTotal);
  const coupons = request.couponCodes.map((code) => ({
    code,
    applied: true,
    reason: null,
    title: null,
  }));
  return {
    currency,
    pricesIncludeTax: true,
    lines,
    unpriced: [...world.unpriced],
    coupons,
    shipping: {
      optionId: 'standard',
      name: 'Standard',
      names: { de: 'Standardversand' },
      deliveryDays: { min: 2, max: 4 },
      price: money(world.shippingPrice),
      discount: money(world.shippingPrice - shippingTotal),
      taxRateBasisPoints: 0,
      tax: money(0),
      total: money(shippingTotal),
    },
    taxes: [],
    subtotal: money(total - shippingTotal),
    discountTotal: money(0),
    shippingTotal: money(shippingTotal),
    taxTotal: money(0),
    total: money(total),
  };
}

const inventoryOf = (world: Neighbours): CheckoutClients['inventory'] => ({
  reserve: ({ params, body }, context) =>
    carried(world, { name: 'reserve', context }, () => {
      const held = world.reservations.get(params.attemptId);
      if (held === 'released') throw new ContractError('reservation-gone');
      const short = body.lines.filter(
        ({ variantId, quantity }) => (world.stock.get(variantId) ?? 0) < quantity,
      );
      if (held === undefined && short.length > 0)
        throw new ContractError('out-of-stock', {
          data: {
            lines: short.map(({ variantId, quantity }) => ({
              variantId,
              requested: quantity,
              available: world.stock.get(variantId) ?? 0,
            })),
          },
        });
      if (held === undefined) moveStock(world, body.lines, -1);
      world.reservations.set(params.attemptId, body.lines);
      const expiresAt = new Date(Date.now() + 900_000).toISOString();
      return { status: 200 as const, body: { expiresAt, isConfirmed: world.confirmsAtOnce } };
    }),
  confirmHold: ({ params }, context) =>
    carried(world, { name: 'confirmHold', context }, () => {
      if (!Array.isArray(world.reservations.get(params.attemptId)))
        throw new ContractError('reservation-gone');
      return { status: 200 as const, body: {} };
    }),
  release: ({ params }, context) =>
    carried(world, { name: 'release', context }, () => {
      const held = world.reservations.get(params.attemptId);
      if (Array.isArray(held)) moveStock(world, held, 1);
      world.reservations.set(params.attemptId, 'released');
      return { status: 200 as const, body: { released: Array.isArray(held) } };
    }),
});

function moveStock(
  world: Neighbours,
  lines: readonly { variantId: string; quantity: number }[],
  sign: 1 | -1,
): void {
  for (const { variantId, quantity } of lines)
    world.stock.set(variantId, (world.stock.get(variantId) ?? 0) + sign * quantity);
}

const paymentsOf = (world: Neighbours): CheckoutClients['payments'] => ({
  intend: (_, context) =>
    carried(world, { name: 'intend', context }, () => ({ status: 200 as const, body: {} })),
  authorise: ({ params, body }, context) =>
    carried(world, { name: 'authorise', context }, () => {
      if (body.method !== 'test') throw new ContractError('payment-method-unavailable');
      const known = world.tries.get(params.tryId) ?? {
        attemptId: body.attemptId,
        status: world.nextPayment,
        amount: body.amount.amount,
        charges: 1,
      };
      world.tries.set(params.tryId, known);
      return { status: 200 as const, body: stateOf(params.tryId, known.status) };
    }),
  getTry: ({ params }, context) =>
    carried(world, { name: 'getTry', context }, () => {
      const known = world.tries.get(params.tryId);
      if (known === undefined) throw new ContractError('not-found');
      return { status: 200 as const, body: stateOf(params.tryId, known.status) };
    }),
  voidTry: ({ params }, context) =>
    carried(world, { name: 'voidTry', context }, () => {
      const none: ScriptedTry = { attemptId: '', status: 'never-seen', amount: 0, charges: 0 };
      const known = world.tries.get(params.tryId) ?? none;
      const isMoneyHeld = known.status === 'authorised' || known.status === 'action-required';
      if (isMoneyHeld) known.status = 'voided';
      world.tries.set(params.tryId, known);
      return { status: 200 as const, body: stateOf(params.tryId, known.status) };
    }),
});

const stateOf = (tryId: string, status: PaymentTryStatus): PaymentTryState => ({
  tryId,
  paymentId: null,
  status,
  reason: status === 'declined' ? 'insufficient-funds' : null,
  action: status === 'action-required' ? { url: 'https://pay.example/1', expiresAt: null } : null,
});

const ordersOf = (world: Neighbours): CheckoutClients['orders'] => ({
  place: ({ params, body }, context) =>
    carried(world, { name: 'place', context }, () => {
      const { attemptId } = params;
      const order = world.orders.get(attemptId) ?? orderOf(body, world.orders.size + 1);
      world.orders.set(attemptId, order);
      for (const cart of world.carts.values())
        if (cart.lockedBy === attemptId) cart.orderedBy = attemptId;
      return { status: 200 as const, body: { order } };
    }),
  findPlaced: ({ params }, context) =>
    carried(world, { name: 'findPlaced', context }, () => ({
      status: 200 as const,
      body: { orderId: world.orders.get(params.attemptId)?.id ?? null },
    })),
});

const orderOf = (body: PlaceOrder, number: number): OrderWithToken => ({
  id: randomUUID(),
  number: `C-${number}`,
  status: 'placed',
  paymentStatus: 'authorised',
  createdAt: new Date().toISOString(),
  currency: body.currency,
  email: body.email,
  lines: body.lines.map((line) => ({ ...line, fulfilledQuantity: 0, cancelledQuantity: 0 })),
  discounts: [],
  shipping: body.shipping,
  totals: body.totals,
  shippingAddress: body.shippingAddress,
  billingAddress: body.billingAddress,
  fulfilments: [],
  refunds: [],
  withdrawals: [],
  canBeCancelled: true,
  accessToken: randomUUID(),
});
