import { ContractError, invalidInput } from '@cartwright/contract';
import { AmountOverflow } from '@cartwright/money';
import type {
  Quote,
  QuoteRequest,
  ShippingOption,
  ShippingOptionsRequest,
} from '../../contract/quote.ts';
import { customerHashOf } from '../domain/customer-hash.ts';
import { codeKeysOf, type PricingFacts } from '../domain/facts.ts';
import { quoteGoods, totalQuote } from '../domain/quote.ts';
import type { PricingParts } from '../pricing-parts.ts';

/** @throws ContractError `unknown-currency`, `shipping-option-unavailable`, `invalid-input` */
export async function quoteOrder(
  parts: PricingParts,
  request: QuoteRequest,
  deadline: number,
): Promise<Quote> {
  const facts = await factsFor(parts, request, deadline);
  return refusingOverflow(() => {
    const goods = quoteGoods(request, facts);
    const { shippingOptionId } = request;
    if (shippingOptionId === null) return totalQuote(goods, null, facts);
    const chosen = goods.shippingOffers.find(({ optionId }) => optionId === shippingOptionId);
    if (chosen === undefined) throw new ContractError('shipping-option-unavailable');
    return totalQuote(goods, chosen, facts);
  });
}

/** The ways of shipping that `quoteOrder` would take. @throws ContractError as there */
export async function findShippingOptions(
  parts: PricingParts,
  request: ShippingOptionsRequest,
  deadline: number,
): Promise<ShippingOption[]> {
  const facts = await factsFor(parts, request, deadline);
  const { shippingOffers } = refusingOverflow(() => quoteGoods(request, facts));
  return shippingOffers.map((offer) => ({
    id: offer.optionId,
    name: offer.name,
    names: offer.names,
    ...(offer.deliveryDays && { deliveryDays: offer.deliveryDays }),
    price: { amount: offer.priceMinor - offer.discountMinor, currency: request.currency },
  }));
}

function factsFor(
  { readFacts, customerKey }: PricingParts,
  request: ShippingOptionsRequest,
  deadline: number,
): Promise<PricingFacts> {
  const codeKeys = codeKeysOf(request.couponCodes);
  const { customerKey: customer } = request;
  const wanted = {
    currency: request.currency,
    country: request.country,
    variantIds: request.lines.map(({ variantId }) => variantId),
    codeKeys,
    // Who it is counts for codes alone.
    customerHash:
      customer === null || codeKeys.length === 0 ? null : customerHashOf(customerKey, customer),
  };
  return readFacts(wanted, deadline);
}

/** Quantities and prices have limits of their own; their product may still be beyond counting. */
function refusingOverflow<R>(price: () => R): R {
  try {
    return price();
  } catch (error) {
    if (error instanceof AmountOverflow)
      throw invalidInput('/body/lines', 'comes to more than can be counted');
    throw error;
  }
}
