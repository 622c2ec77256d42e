import { type CallContext, ContractError, invalidInput } from '@cartwright/contract';
import { CART_LINES_MAX, LINE_QUANTITY_MAX, type LineInput } from '../../contract/index.ts';
import type { CartParts } from '../cart-parts.ts';
import type { Variants } from '../domain/assemble-cart.ts';

/**
 * Refuses variants that catalog does not know (with their place) or that are not for sale. Answers
 * what it knows of the others.
 */
export async function checkLines(
  parts: CartParts,
  lines: readonly LineInput[],
  context: CallContext,
): Promise<Variants> {
  if (lines.length === 0) return new Map();
  const variantIds = [...new Set(lines.map((line) => line.variantId))];
  const { body } = await parts.clients.catalog.variants({ body: { variantIds } }, context);
  const known = new Map(body.items.map((variant) => [variant.variantId, variant]));
  const problems = lines.flatMap((line, place) =>
    known.has(line.variantId.toLowerCase())
      ? []
      : [{ pointer: `/body/lines/${place}/variantId`, message: 'is not a known variant' }],
  );
  if (problems.length > 0) throw new ContractError('invalid-input', { problems });
  const withdrawn = body.items.find((variant) => !variant.sellable);
  if (withdrawn !== undefined) {
    throw new ContractError('not-for-sale', { data: { variantId: withdrawn.variantId } });
  }
  return known;
}

/**
 * Refuses what no cart may hold, also an empty one: equal variants are one line. Answers quantities
 * by variant, in the order in which the variants came.
 */
export function checkLineLimits(lines: readonly LineInput[]): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    const id = variantId.toLowerCase();
    const sum = (quantities.get(id) ?? 0) + quantity;
    if (sum > LINE_QUANTITY_MAX)
      throw invalidInput(pointerIn(lines)(id), `would be more than ${LINE_QUANTITY_MAX}`);
    quantities.set(id, sum);
  }
  if (quantities.size > CART_LINES_MAX) throw new ContractError('too-many-lines');
  return quantities;
}

/** Where a variant stands in the lines of a request. */
export const pointerIn =
  (lines: readonly LineInput[]) =>
  (variantId: string): string => {
    const place = lines.findIndex((line) => line.variantId.toLowerCase() === variantId);
    return `/body/lines/${Math.max(0, place)}/quantity`;
  };
