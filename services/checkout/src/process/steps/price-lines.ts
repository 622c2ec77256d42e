import type { VariantDetails } from '@cartwright/catalog/contract';
import { type CallContext, isContractError } from '@cartwright/contract';
import type { Quote } from '@cartwright/pricing/contract';
import type { Attempt } from '../../domain/attempt.ts';
import { type CartForCheckout, checkForSale, notForSale } from '../../domain/freeze-order.ts';
import { wrongInput } from '../../domain/outcome.ts';
import type { CheckoutParts } from '../parts.ts';

export interface PricedCart {
  variants: ReadonlyMap<string, VariantDetails>;
  quote: Quote;
}

interface PricingTerms {
  shippingOptionId: string;
  customerKey: string;
  couponCodes: readonly string[];
}

/** Asks the catalog what the lines are, and pricing what they cost at the attempt's address. */
export async function priceLines(
  parts: CheckoutParts,
  attempt: Attempt,
  cart: CartForCheckout,
  terms: PricingTerms,
  context: CallContext,
): Promise<PricedCart> {
  const variantIds = [...new Set(cart.lines.map((line) => line.variantId))];
  const { body } = await parts.clients.catalog.variants({ body: { variantIds } }, context);
  const variants = new Map(body.items.map((variant) => [variant.variantId, variant]));
  checkForSale(cart, variants);
  return { variants, quote: await quote(parts, attempt, { cart, variants, terms }, context) };
}

/** The price of the same lines on other terms, such as without a code that was used up. */
export async function quote(
  parts: CheckoutParts,
  attempt: Attempt,
  o: {
    cart: CartForCheckout;
    variants: ReadonlyMap<string, VariantDetails>;
    terms: PricingTerms;
  },
  context: CallContext,
): Promise<Quote> {
  const request = {
    currency: o.cart.currency,
    country: attempt.shippingAddress?.country ?? null,
    lines: o.cart.lines.flatMap((line) => {
      const variant = o.variants.get(line.variantId);
      if (variant === undefined) return [];
      const { taxCategory, weightGrams } = variant;
      return [{ ...line, taxCategory, weightGrams }];
    }),
    couponCodes: [...o.terms.couponCodes],
    customerKey: o.terms.customerKey,
  };
  const ask = async (shippingOptionId: string | null): Promise<Quote> =>
    (await parts.clients.pricing.quote({ body: { ...request, shippingOptionId } }, context)).body;
  try {
    return await ask(o.terms.shippingOptionId);
  } catch (error) {
    // The latter is a sum beyond counting.
    if (isContractError(error, 'unknown-currency') || isContractError(error, 'invalid-input'))
      throw notForSale(o.cart.lines, 'no-price');
    if (!isContractError(error, 'shipping-option-unavailable')) throw error;
    // What has no price neither counts nor weighs, and is the reason to be told.
    const unsent = await ask(null);
    if (unsent.unpriced.length > 0) return unsent;
    const options = await parts.clients.pricing.shippingOptions({ body: request }, context);
    throw options.body.items.length === 0
      ? wrongInput('/body/shippingAddress/country', 'Nothing can be sent there')
      : wrongInput('/body/shippingOptionId', 'This is not offered for this cart and address');
  }
}
