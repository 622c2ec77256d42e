import { createHmac, randomBytes } from 'node:crypto';
import {
  type Actor,
  actorName,
  invalidInput,
  isContractError,
  type RequestContext,
} from '@cartwright/contract';
import { idempotent, type Tx, transaction } from '@cartwright/database';
import { sql } from 'kysely';
import {
  CART_LINES_MAX,
  type Cart,
  LINE_QUANTITY_MAX,
  type LineInput,
} from '../../contract/index.ts';
import type { CartParts } from '../cart-parts.ts';
import { showCart } from '../queries/show-cart.ts';
import { changeCart } from '../store/cart-outcome.ts';
import type { DB } from '../store/tables.generated.ts';
import { checkLineLimits, checkLines, pointerIn } from './check-lines.ts';
import { defaultCurrency } from './sold-currency.ts';

/** Not to be guessed: the id is the only right to a guest's cart. */
const CART_ID_BYTES = 32;

interface CartInput {
  currency?: string;
  lines?: LineInput[];
}

/** Makes a cart and shows it; a signed-in shopper without a cart gets it as theirs. */
export async function createCart(
  parts: CartParts,
  input: CartInput,
  context: RequestContext,
): Promise<Cart> {
  const currency = input.currency ?? (await defaultCurrency(parts.clients, context));
  const lines = input.lines ?? [];
  const shopperId = shopperOf(context.actor);
  const { idempotencyKey: key } = context;
  if (key === undefined && shopperId === null)
    return createForGuest(parts, { currency, lines }, context);
  await Promise.all([checkCurrency(parts, currency, context), checkLines(parts, lines, context)]);
  const record = { scope: keyScope(parts, context), key, body: input };
  const cartId = await transaction(parts.db, (tx) =>
    idempotent(tx, record, () => insertCart(tx, { currency, lines, shopperId })),
  );
  const made = await parts.readCart(cartId, context.deadline);
  return showCart(parts, made, { country: undefined, context });
}

const newCartId = (): string => randomBytes(CART_ID_BYTES).toString('base64url');

/**
 * Priced before it is stored, which asks pricing and catalog once: a currency or a line that they
 * do not know is refused by then. Until its lines have ids their variants stand for them.
 */
async function createForGuest(
  parts: CartParts,
  { currency, lines }: { currency: string; lines: readonly LineInput[] },
  context: RequestContext,
): Promise<Cart> {
  const quantities = checkLineLimits(lines);
  const known = await checkLines(parts, lines, context);
  const id = newCartId();
  const wanted = [...quantities].map(([variantId, quantity]) => ({
    id: variantId,
    variantId,
    quantity,
  }));
  const draft = { id, currency, orderId: null, couponCodes: [], lines: wanted };
  const cart = await inKnownCurrency(() =>
    showCart(parts, { ...draft, status: 'open' }, { country: undefined, context, known }),
  );
  const stored = await parts.writes.create({ id, currency, lines }, context.deadline);
  const idOf = new Map(stored.map((line) => [line.variantId, line.id]));
  return {
    ...cart,
    lines: cart.lines.map((line) => ({ ...line, id: idOf.get(line.variantId) ?? line.id })),
  };
}

function checkCurrency(parts: CartParts, currency: string, context: RequestContext) {
  const nothing = { lines: [], couponCodes: [], country: null, customerKey: null };
  return inKnownCurrency(() =>
    parts.clients.pricing.quote(
      { body: { ...nothing, currency, shippingOptionId: null } },
      context,
    ),
  );
}

async function inKnownCurrency<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask();
  } catch (error) {
    if (!isContractError(error, 'unknown-currency')) throw error;
    throw invalidInput('/body/currency', 'is not a currency that the shop sells in');
  }
}

async function insertCart(
  tx: Tx<DB>,
  cart: { currency: string; lines: readonly LineInput[]; shopperId: string | null },
): Promise<string> {
  const id = newCartId();
  await sql`
    insert into cart (id, currency, shopper_id)
    values (${id}, ${cart.currency}, ${cart.shopperId})
  `.execute(tx);
  if (cart.lines.length > 0) {
    await changeCart(
      tx,
      sql`add_cart_lines(
        ${id}, ${JSON.stringify(cart.lines)}::jsonb, ${LINE_QUANTITY_MAX}, ${CART_LINES_MAX}
      )`,
      pointerIn(cart.lines),
    );
  }
  if (cart.shopperId !== null) {
    await sql`
      insert into shopper_cart (shopper_id, cart_id)
      values (${cart.shopperId}, ${id})
      on conflict (shopper_id) do update
      set cart_id = excluded.cart_id
      where not exists (
        select
        from cart
        where cart.id = shopper_cart.cart_id
          and cart.status in ('open', 'checking-out')
      )
    `.execute(tx);
  }
  return id;
}

const shopperOf = (actor: Actor): string | null => (actor.kind === 'shopper' ? actor.id : null);

/**
 * Guests choose keys without knowing of each other, and the answer is a secret: a stranger's equal
 * key must not find it. So the scope holds a keyed hash of the address that the call came from.
 */
function keyScope(parts: CartParts, context: RequestContext): string {
  const { actor, clientAddress } = context;
  if ('id' in actor) return `create-cart:${actorName(actor)}`;
  const hash = createHmac('sha256', parts.guestKey)
    .update(clientAddress ?? '')
    .digest('base64url');
  return `create-cart:guest:${hash}`;
}
