import type { PlacedOrder } from '../../contract/index.ts';
import type { Attempt } from '../domain/attempt.ts';

/** Columns of an attempt; those that depend on the clock are decided by the database's. */
export const attemptColumns = `
  id,
  cart_id as "cartId",
  idempotency_key as "idempotencyKey",
  body_hash as "bodyHash",
  state,
  version,
  lease_owner as "leaseOwner",
  runs,
  wakes,
  email,
  shipping_address as "shippingAddress",
  billing_address as "billingAddress",
  locale,
  payment_try_id as "paymentTryId",
  payment_status as "paymentStatus",
  action_url as "actionUrl",
  (extract(epoch from action_expires_at - now()) * 1000)::bigint as "actionExpiresInMs",
  frozen,
  undo_steps as "undoSteps",
  problem,
  placed_order as "placement",
  order_id as "orderId",
  order_number as "orderNumber",
  greatest(0, extract(epoch from next_run_at - now()) * 1000)::integer as "nextRunInMs",
  (extract(epoch from now() - created_at) * 1000)::bigint as "ageMs"
`;

/** What placing added to the frozen order: the rest of the placed one is the frozen one. */
export type Placement = Pick<PlacedOrder, 'status' | 'createdAt' | 'accessToken'>;

export interface AttemptRow extends Omit<Attempt, 'placedOrder'> {
  placement: Placement | null;
}

export function attemptOf({ placement, ...row }: AttemptRow): Attempt {
  return { ...row, placedOrder: placedOrderOf(row, placement) };
}

function placedOrderOf(
  row: Omit<AttemptRow, 'placement'>,
  placement: Placement | null,
): PlacedOrder | null {
  const { frozen, orderId: id, orderNumber: number } = row;
  if (placement === null || frozen === null || id === null || number === null) return null;
  const { currency, lines, shipping, totals } = frozen;
  const { status, createdAt, accessToken } = placement;
  return { id, number, status, createdAt, currency, lines, shipping, totals, accessToken };
}
