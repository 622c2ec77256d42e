import { createSecretKey, randomUUID } from 'node:crypto';
import type { VariantDetails } from '@cartwright/catalog/contract';
import { type Actor, ContractError, type RequestContext } from '@cartwright/contract';
import type { QuoteLineInput } from '@cartwright/pricing/contract';
import { asAnyone, createTestDatabase, type TestDatabase } from '@cartwright/testing';
import type { CartParts } from '../src/cart-parts.ts';
import { handlers } from '../src/http/handlers.ts';
import { cartReaderIn } from '../src/queries/load-cart.ts';
import { cartWritesIn } from '../src/store/cart-writes.ts';
import type { DB } from '../src/store/tables.generated.ts';

/** Variants that the stand-ins of the neighbours know, at 10.00 each. */
interface Range {
  variants: Map<string, VariantDetails>;
  available: Map<string, number>;
  unpriced: Set<string>;
  /** Currencies that the shop sells in, the default one first. */
  currencies: Set<string>;
}

/**
 * The cart's routes on a real database. The neighbours are stand-ins that know a small range, so
 * that a test can say what they answer.
 */
export async function openCarts() {
  const database: TestDatabase<DB> = await createTestDatabase<DB>('cart', { connectionsMax: 8 });
  const range: Range = {
    variants: new Map(),
    available: new Map(),
    unpriced: new Set(),
    currencies: new Set(['EUR']),
  };
  const parts: CartParts = {
    db: database.db,
    writes: cartWritesIn(database.db),
    readCart: cartReaderIn(database.db),
    clients: standIns(range),
    fewLeftMax: 5,
    guestKey: createSecretKey(Buffer.alloc(32, 1)),
  };
  const add = (more: Partial<VariantDetails> = {}, available = 100): string => {
    const variantId = randomUUID();
    range.variants.set(variantId, variantOf(variantId, more));
    range.available.set(variantId, available);
    return variantId;
  };
  return { database, db: database.db, range, addVariant: add, routes: handlers(parts) };
}

export type OpenCarts = Awaited<ReturnType<typeof openCarts>>;

export const guest = (more: Partial<RequestContext> = {}): RequestContext => ({
  ...asAnyone(),
  caller: 'gateway',
  ...more,
});
export const shopper = (id: string = randomUUID()): RequestContext => {
  const actor: Actor = { kind: 'shopper', id };
  return { ...asAnyone(), actor, caller: 'gateway' };
};

const variantOf = (variantId: string, more: Partial<VariantDetails>): VariantDetails => ({
  variantId,
  productId: randomUUID(),
  slug: 'runner',
  sku: null,
  title: 'Runner',
  options: { Size: '42' },
  imageUrl: null,
  weightGrams: 500,
  taxCategory: 'standard',
  sellable: true,
  ...more,
});

const euro = (amount: number) => ({ amount, currency: 'EUR' });

function standIns(range: Range): CartParts['clients'] {
  return {
    catalog: {
      variants: async ({ body }) => ({
        status: 200,
        body: { items: body.variantIds.flatMap((id) => range.variants.get(id) ?? []) },
      }),
    },
    inventory: {
      availability: async ({ body }) => ({
        status: 200,
        body: {
          items: body.variantIds.map((variantId) => ({
            variantId,
            available: range.available.get(variantId) ?? 0,
            backorderMax: 0,
            stockItemId: variantId,
            unitsPerVariant: 1,
          })),
        },
      }),
    },
    pricing: {
      quote: async ({ body }) => {
        if (!range.currencies.has(body.currency)) throw new ContractError('unknown-currency');
        const priced = body.lines.filter((line) => !range.unpriced.has(line.variantId));
        return { status: 200, body: quoteOf(priced, body.couponCodes) };
      },
      shippingOptions: async ({ body }) => {
        if (!range.currencies.has(body.currency)) throw new ContractError('unknown-currency');
        const option = { id: 'de-standard', name: 'Standard', names: {}, price: euro(490) };
        return { status: 200, body: { items: [option] } };
      },
      getDefaultCurrency: async () => {
        const [currency = ''] = range.currencies;
        return { status: 200, body: { currency } };
      },
    },
  };
}

function quoteOf(lines: readonly QuoteLineInput[], codes: readonly string[]) {
  const total = lines.reduce((sum, line) => sum + 1_000 * line.quantity, 0);
  return {
    currency: 'EUR',
    pricesIncludeTax: true,
    lines: lines.map(({ lineId, variantId, quantity }) => ({
      lineId,
      variantId,
      quantity,
      unitPrice: euro(1_000),
      compareAtPrice: null,
      subtotal: euro(1_000 * quantity),
      discounts: [],
      discountTotal: euro(0),
      taxRateBasisPoints: 0,
      tax: euro(0),
      total: euro(1_000 * quantity),
    })),
    unpriced: [],
    coupons: codes.map((code) => {
      const isKnown = code.toUpperCase().startsWith('SAVE');
      return {
        code,
        applied: isKnown,
        reason: isKnown ? null : ('unknown' as const),
        title: isKnown ? 'Saving' : null,
      };
    }),
    shipping: null,
    taxes: [],
    subtotal: euro(total),
    discountTotal: euro(0),
    shippingTotal: euro(0),
    taxTotal: euro(0),
    total: euro(total),
  };
}
