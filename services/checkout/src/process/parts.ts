import type { KeyObject } from 'node:crypto';
import type { cartContract } from '@cartwright/cart/contract';
import type { catalogContract } from '@cartwright/catalog/contract';
import type { CallContext, Client } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { inventoryContract } from '@cartwright/inventory/contract';
import type { ordersContract } from '@cartwright/orders/contract';
import type { paymentsContract } from '@cartwright/payments/contract';
import type { pricingContract } from '@cartwright/pricing/contract';
import type { Logger } from '@cartwright/telemetry';
import type { CheckoutInput } from '../../contract/index.ts';
import type { AttemptWrites } from '../store/advance-attempt.ts';
import type { DB } from '../store/tables.generated.ts';
import type { Cohorts, Member } from './cohorts.ts';
import type { Noticeboard } from './noticeboard.ts';

/** What of its neighbours an attempt needs. */
export interface CheckoutClients {
  cart: Pick<Client<typeof cartContract>, 'lockForCheckout' | 'unlock'>;
  catalog: Pick<Client<typeof catalogContract>, 'variants'>;
  pricing: Pick<
    Client<typeof pricingContract>,
    'quote' | 'shippingOptions' | 'reserveCoupons' | 'releaseCoupons'
  >;
  inventory: Pick<Client<typeof inventoryContract>, 'reserve' | 'confirmHold' | 'release'>;
  payments: Pick<Client<typeof paymentsContract>, 'intend' | 'authorise' | 'getTry' | 'voidTry'>;
  orders: Pick<Client<typeof ordersContract>, 'place' | 'findPlaced'>;
}

/** What driving an attempt needs. */
export interface CheckoutParts {
  db: Database<DB>;
  attempts: AttemptWrites;
  clients: CheckoutClients;
  log: Logger;
  publicUrl: string;
  secret: (purpose: string) => KeyObject;
  challengeMinutes: number;
  retentionDays: number;
  /** Names this process in leases, for the eyes of operators only. */
  owner: string;
  noticeboard: Noticeboard;
  cohorts: Cohorts;
}

/** What only the shopper's own request knows and nobody stores. */
export type RequestSecrets = Pick<CheckoutInput, 'payment' | 'expectedTotal' | 'shippingOptionId'>;

/** One go at moving an attempt on. */
export interface Run {
  /** Its deadline ends the run. */
  context: CallContext;
  /** Absent when the attempt is resumed: then it is not prepared or authorised, only settled. */
  request?: RequestSecrets;
  /** Whom it began with; a resumed attempt begins alone. */
  member?: Member;
}
