import type { Address } from '@cartwright/contract';
import type { AttemptState, PlacedOrder } from '../../contract/index.ts';
import type { FrozenOrder } from './freeze-order.ts';
import type { Problem } from './outcome.ts';
import type { UndoStep } from './undo-steps.ts';

/** A checkout attempt as it was read; acting on it demands that its version still stands. */
export interface Attempt {
  id: string;
  cartId: string;
  idempotencyKey: string;
  bodyHash: Buffer;
  state: AttemptState;
  version: number;
  /** Who holds or last held its lease. */
  leaseOwner: string | null;
  runs: number;
  wakes: number;
  email: string | null;
  shippingAddress: Address | null;
  billingAddress: Address | null;
  locale: string;
  paymentTryId: string;
  /** What payments last said; null as long as it has said nothing. */
  paymentStatus: string | null;
  actionUrl: string | null;
  /** By the database's clock; 0 or less when the time is over. */
  actionExpiresInMs: number | null;
  frozen: FrozenOrder | null;
  undoSteps: readonly UndoStep[];
  problem: Problem | null;
  placedOrder: PlacedOrder | null;
  orderId: string | null;
  orderNumber: string | null;
  /** Until the attempt is looked at again; at least 0. */
  nextRunInMs: number;
  ageMs: number;
}
