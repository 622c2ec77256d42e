import { sql } from 'kysely';
import type { Attempt } from '../domain/attempt.ts';

/** Columns of an attempt; those that depend on the clock are decided by the database's. */
export const attemptColumns = sql`
  id,
  cart_id as "cartId",
  idempotency_key as "idempotencyKey",
  body_hash as "bodyHash",
  state,
  version,
  runs,
  wakes,
  email,
  shipping_address as "shippingAddress",
  billing_address as "billingAddress",
  locale,
  payment_try_id as "paymentTryId",
  payment_status as "paymentStatus",
  action_url as "actionUrl",
  coalesce(action_expires_at <= now(), false) as "isActionExpired",
  frozen,
  undo_steps as "undoSteps",
  problem,
  placed_order as "placedOrder",
  order_id as "orderId",
  order_number as "orderNumber",
  greatest(0, extract(epoch from next_run_at - now()) * 1000)::integer as "nextRunInMs",
  (extract(epoch from now() - created_at) * 1000)::bigint as "ageMs"
`;

/** Rows of `attemptColumns`: names and types are those of an attempt. */
export type AttemptRow = Attempt;
