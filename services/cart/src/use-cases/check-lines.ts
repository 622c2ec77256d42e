import { type CallContext, ContractError } from '@cartwright/contract';
import type { LineInput } from '../../contract/index.ts';
import type { CartParts } from '../cart-parts.ts';

/** Refuses variants that catalog does not know (with their place) or that are not for sale. */
export async function checkLines(
  parts: CartParts,
  lines: readonly LineInput[],
  context: CallContext,
): Promise<void> {
  if (lines.length === 0) return;
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
}

/** Where a variant stands in the lines of a request. */
export const pointerIn =
  (lines: readonly LineInput[]) =>
  (variantId: string): string => {
    const place = lines.findIndex((line) => line.variantId.toLowerCase() === variantId);
    return `/body/lines/${Math.max(0, place)}/quantity`;
  };
