import { type CallContext, isContractError } from '@cartwright/contract';
import type { Quote, QuoteLineInput, ShippingOption } from '@cartwright/pricing/contract';
import type { Cart } from '../../contract/index.ts';
import type { CartParts } from '../cart-parts.ts';
import { assembleCart, type StoredCart, type Variants } from '../domain/assemble-cart.ts';

export interface View {
  country: string | undefined;
  context: CallContext;
  /** What this very call has looked up already. */
  known?: Variants;
}

/** The cart as it stands at this moment: what it holds, what is left of it, and what it costs. */
export async function showCart(parts: CartParts, cart: StoredCart, view: View): Promise<Cart> {
  const stockLookUp = lookUpStock(parts, cart, view.context);
  const pricing = lookUpVariants(parts, cart, view).then(async (variants) => {
    const subject = quoteSubject(cart, variants, view.country);
    return { variants, quote: await quoteOf(parts, subject, view.context) };
  });
  const [stock, priced] = await Promise.all([stockLookUp, pricing]);
  return assembleCart(cart, { ...priced, stock, fewLeftMax: parts.fewLeftMax });
}

/** A sum beyond counting is shown as no price at all, so that lines can still be taken out. */
async function quoteOf(
  { clients }: CartParts,
  subject: ReturnType<typeof quoteSubject>,
  context: CallContext,
): Promise<Quote> {
  const ask = async (lines: QuoteLineInput[]): Promise<Quote> =>
    (await clients.pricing.quote({ body: { ...subject, lines, shippingOptionId: null } }, context))
      .body;
  try {
    return await ask(subject.lines);
  } catch (error) {
    if (!isContractError(error, 'invalid-input')) throw error;
    return ask([]);
  }
}

/** How the lines of a cart that are for sale can be sent, and for how much. */
export async function shippingOptionsOf(
  parts: CartParts,
  cart: StoredCart,
  view: View,
): Promise<ShippingOption[]> {
  const variants = await lookUpVariants(parts, cart, view);
  const subject = quoteSubject(cart, variants, view.country);
  const { body } = await parts.clients.pricing.shippingOptions({ body: subject }, view.context);
  return body.items;
}

async function lookUpVariants(
  { clients }: CartParts,
  cart: StoredCart,
  { known = new Map(), context }: View,
): Promise<Variants> {
  const variantIds = cart.lines
    .map(({ variantId }) => variantId)
    .filter((variantId) => !known.has(variantId));
  if (variantIds.length === 0) return known;
  const { body } = await clients.catalog.variants({ body: { variantIds } }, context);
  return new Map([...known, ...body.items.map((variant) => [variant.variantId, variant] as const)]);
}

async function lookUpStock({ clients }: CartParts, cart: StoredCart, context: CallContext) {
  if (cart.lines.length === 0) return new Map();
  const variantIds = cart.lines.map((line) => line.variantId);
  const { body } = await clients.inventory.availability({ body: { variantIds } }, context);
  return new Map(body.items.map((item) => [item.variantId, item]));
}

/** Lines that are not for sale have no price here, whatever pricing would say. */
function quoteSubject(cart: StoredCart, variants: Variants, country: string | undefined) {
  const lines = cart.lines.flatMap((line): QuoteLineInput[] => {
    const variant = variants.get(line.variantId);
    if (variant?.sellable !== true) return [];
    const { taxCategory, weightGrams } = variant;
    const { id: lineId, variantId, quantity } = line;
    return [{ lineId, variantId, quantity, taxCategory, weightGrams }];
  });
  return {
    currency: cart.currency,
    country: country ?? null,
    lines,
    couponCodes: [...cart.couponCodes],
    customerKey: null,
  };
}
