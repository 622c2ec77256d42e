import type { Money } from '../api/shapes.ts';
import type { Messages } from '../messages/index.ts';
import type { ProductChoice } from './choose-variant.ts';

/** Where a value is to be chosen; what would buy leads there. */
export const chooseId = 'choose';

interface Buying {
  canBuy: boolean;
  /** What the button says. */
  label: string;
  /** The option of which a value is to be chosen first; undefined also where nothing can be had. */
  missing: string | undefined;
  /** The lowest and the highest of what may still be chosen and can be had. */
  price: Money | null;
  priceMax: Money | null;
  compareAt: Money | null;
}

/** Whether what is chosen can be put into the cart, what it costs, and what the button says. */
export function buyingOf(choice: ProductChoice, texts: Messages['product']): Buying {
  const { candidates, missing } = choice;
  const offered = candidates.filter(({ available }) => available);
  const priced = (offered.length > 0 ? offered : candidates)
    .flatMap(({ price, compareAtPrice }) => (price === null ? [] : [{ price, compareAtPrice }]))
    .sort((one, other) => one.price.amount - other.price.amount);
  const shown = {
    price: priced[0]?.price ?? null,
    priceMax: priced.at(-1)?.price ?? null,
    compareAt: priced[0]?.compareAtPrice ?? null,
  };
  const hasAny = candidates.some(({ available, price }) => available && price !== null);
  if (hasAny && missing !== undefined)
    return { ...shown, canBuy: false, label: texts.choose(missing), missing };
  const hasNoPrice = candidates.length > 0 && priced.length === 0;
  const refused = hasNoPrice ? texts.noPrice : texts.soldOut;
  return { ...shown, canBuy: hasAny, label: hasAny ? texts.add : refused, missing: undefined };
}
