import type { Variant } from '../api/shapes.ts';
import type { Messages } from '../messages/index.ts';

/** Whether a variant can be put into the cart, and what the button says. */
export function buyingOf(
  variant: Variant | undefined,
  texts: Messages['product'],
): { canBuy: boolean; label: string } {
  const canBuy = variant?.available === true && variant.price !== null;
  if (canBuy) return { canBuy, label: texts.add };
  return { canBuy, label: variant?.price === null ? texts.noPrice : texts.soldOut };
}
