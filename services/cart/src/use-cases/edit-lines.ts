import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@cartwright/contract';
import { type Database, idempotent, transaction } from '@cartwright/database';
import { sql } from 'kysely';
import { CART_LINES_MAX, LINE_QUANTITY_MAX, type LineInput } from '../../contract/index.ts';
import type { CartParts } from '../cart-parts.ts';
import type { StoredCart, Variants } from '../domain/assemble-cart.ts';
import { changeCart, refuseUnlessDone } from '../store/cart-outcome.ts';
import type { DB } from '../store/tables.generated.ts';
import { checkLines, pointerIn } from './check-lines.ts';

/**
 * Adds variants; equal ones are summed. Throws what stands against it, and then adds nothing.
 * @returns the cart as it then stands, with what was looked up of the variants that were added.
 */
export async function addLines(
  parts: CartParts,
  request: { cartId: string; lines: readonly LineInput[] },
  context: RequestContext,
): Promise<{ cart: StoredCart; variants: Variants }> {
  const { cartId, lines } = request;
  const variants = await checkLines(parts, lines, context);
  if (context.idempotencyKey !== undefined) {
    await addLinesOnce(parts, request, context.idempotencyKey);
    return { cart: await parts.readCart(cartId, context.deadline), variants };
  }
  const added = await parts.writes.addLines(
    { requestId: randomUUID(), cartId, lines },
    context.deadline,
  );
  refuseUnlessDone(added, pointerIn(lines));
  const { id, currency, couponCodes } = added;
  const cart = { id, currency, couponCodes, lines: added.lines };
  return { cart: { ...cart, status: 'open', orderId: null }, variants };
}

async function addLinesOnce(
  parts: CartParts,
  { cartId, lines }: { cartId: string; lines: readonly LineInput[] },
  key: string,
): Promise<void> {
  await transaction(parts.db, (tx) =>
    idempotent(tx, { scope: `add-lines:${cartId}`, key, body: lines }, async () => {
      await changeCart(
        tx,
        sql`add_cart_lines(
          ${cartId}, ${JSON.stringify(lines)}::jsonb, ${LINE_QUANTITY_MAX}, ${CART_LINES_MAX}
        )`,
        pointerIn(lines),
      );
    }),
  );
}

/** Sets the quantity of a line; 0 removes it. */
export const changeLine = (
  db: Database<DB>,
  change: { cartId: string; lineId: string; quantity: number },
): Promise<void> =>
  changeCart(db, sql`change_cart_line(${change.cartId}, ${change.lineId}, ${change.quantity})`);
