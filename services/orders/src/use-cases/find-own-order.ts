import { ContractError, orNothing, type RequestContext } from '@cartwright/contract';
import type { StaffOrder } from '../../contract/shapes.ts';
import { isAccessToken } from '../domain/access-token.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { findOrder } from '../queries/read-order.ts';

type Parts = Pick<OrdersParts, 'db' | 'accounts' | 'accessKey'>;

/**
 * The order, for whoever has the right to it: the holder of its access token, the shopper who
 * placed it, and the shopper who has verified the address under which a guest placed it. To anyone
 * else it does not exist, so that nobody learns which ids do.
 * @throws ContractError `not-found`
 */
export async function findOwnOrder(
  parts: Parts,
  orderId: string,
  context: RequestContext,
): Promise<StaffOrder> {
  const order = await findOrder(parts.db, orderId);
  if (order === undefined || !(await isOwn(parts, order, context))) {
    throw new ContractError('not-found');
  }
  return order;
}

async function isOwn(parts: Parts, order: StaffOrder, context: RequestContext): Promise<boolean> {
  const { actor, bearer } = context;
  // Its customer is forgotten, and so is his right.
  if (order.isErased) return false;
  if (bearer !== undefined && isAccessToken(parts.accessKey, order.id, bearer)) return true;
  if (actor.kind !== 'shopper') return false;
  if (order.shopperId !== null) return order.shopperId === actor.id;
  const email = await verifiedEmailOf(parts, actor.id, context);
  return email !== undefined && email.toLowerCase() === order.email.toLowerCase();
}

/** The shopper's address when he has proved that it is his. */
export async function verifiedEmailOf(
  { accounts }: Pick<OrdersParts, 'accounts'>,
  shopperId: string,
  context: RequestContext,
): Promise<string | undefined> {
  // A session may outlive its account by a moment: then nothing is verified.
  const shopper = await orNothing(
    accounts.getShopper({ params: { shopperId } }, context),
    'not-found',
  );
  return shopper?.body.emailVerified === true ? shopper.body.email : undefined;
}
