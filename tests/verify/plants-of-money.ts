import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type Change, moveStock } from './books.ts';
import type { Plant } from './plants.ts';
import type { StoryIds } from './stories.ts';

/** A payment try that nobody but payments knows. */
async function strangeTry(
  change: Change,
  o: { status: string; isHeld: boolean; isVoidRequested?: boolean },
): Promise<string> {
  const { status, isHeld, isVoidRequested = false } = o;
  const tryId = randomUUID();
  await change(
    'payments',
    `insert into payment_try (
       try_id, attempt_id, method, amount_minor, currency, status, void_requested
     )
     values ($1, $2, 'test', 1000, 'EUR', $3, $4)`,
    [tryId, randomUUID(), status, isVoidRequested],
  );
  if (isHeld)
    await enter(change, { tryId, kind: 'authorise', from: 'shopper', amountMinor: 1_000 });
  return tryId;
}

const enter = (
  change: Change,
  o: { tryId: string; kind: string; from: string; to?: string; amountMinor: number },
): Promise<unknown[]> =>
  change(
    'payments',
    `insert into ledger_entry (
       try_id, kind, reference_id, from_account, to_account, amount_minor, currency
     )
     values ($1, $2, $3, $4, $5, $6, 'EUR')`,
    [o.tryId, o.kind, randomUUID(), o.from, o.to ?? 'shop', o.amountMinor],
  );

/** Since then the provider has been asked some sixty times. */
const overAnHour = `interval '61 minutes'`;

/** As when the provider keeps refusing the void, or gives no answer. */
const refusedVoid = (status: string): Plant => ({
  says: `a void of a try that is ${status}, not got through for an hour`,
  plant: async (change) => {
    // One that was just asked for is not told.
    await strangeTry(change, { status, isHeld: false, isVoidRequested: true });
    const tryId = await strangeTry(change, { status, isHeld: false, isVoidRequested: true });
    await change(
      'payments',
      `update payment_try set updated_at = updated_at - ${overAnHour} where try_id = $1`,
      [tryId],
    );
    return [['authorisations', 'void-too-old', tryId]];
  },
});

/** One that was asked for long ago without an answer, and one just now. */
const oldMovement = (kind: 'capture' | 'refund'): Plant => ({
  says: `a ${kind} without an answer for an hour`,
  story: kind === 'capture' ? {} : { isFulfilled: true },
  plant: async (change, { tryId }) => {
    const [old, young] = [randomUUID(), randomUUID()];
    await change(
      'payments',
      `insert into movement (id, kind, try_id, amount_minor, currency, status, created_at)
       values ($1, $3, $4, 100, 'EUR', 'requested', now() - ${overAnHour}),
              ($2, $3, $4, 100, 'EUR', 'requested', now())`,
      [old, young, kind, tryId],
    );
    const column = kind === 'capture' ? 'capturing_minor' : 'refunding_minor';
    await change('payments', `update payment_try set ${column} = 200 where try_id = $1`, [tryId]);
    return [['authorisations', `${kind}-too-old`, old]];
  },
});

/** All of an order, in orders and inventory alike; what payments was asked is up to the plant. */
async function closeInBooks(
  change: Change,
  { orderId, attemptId, variantId }: StoryIds,
  as: 'cancelled' | 'fulfilled',
): Promise<void> {
  await change('orders', `update orders set status = '${as}' where id = $1`, [orderId]);
  await change('orders', `update order_line set ${as}_quantity = quantity where order_id = $1`, [
    orderId,
  ]);
  await change('inventory', 'delete from promise where attempt_id = $1', [attemptId]);
  await moveStock(change, { variantId, reserved: 0, allocated: -2 });
}

export const moneyPlants: readonly Plant[] = [
  ...['unknown', 'pending', 'voiding'].map(refusedVoid),
  {
    says: 'a payment that the provider still holds an hour after we gave it up',
    story: { isOpen: true },
    plant: async (change, { tryId }) => {
      await change(
        'payments',
        `update payment_try
         set status = 'voiding', void_requested = true, updated_at = now() - ${overAnHour}
         where try_id = $1`,
        [tryId],
      );
      return [
        ['authorisations', 'void-too-old', tryId],
        ['provider-books', 'status-differs', tryId],
      ];
    },
  },
  oldMovement('capture'),
  oldMovement('refund'),
  {
    says: 'money held for an order that was cancelled an hour ago',
    story: {},
    plant: async (change, ids) => {
      await closeInBooks(change, ids, 'cancelled');
      await change(
        'orders',
        `update orders set release_asked_at = now() - ${overAnHour} where id = $1`,
        [ids.orderId],
      );
      return [['authorisations', 'held-for-closed-order', ids.orderId]];
    },
  },
  {
    says: 'money that is held for nobody',
    plant: async (change) => {
      const tryId = await strangeTry(change, { status: 'authorised', isHeld: true });
      return [['authorisations', 'money-of-nobody', tryId]];
    },
  },
  {
    says: 'a payment that nobody waits for and that may still be approved',
    plant: async (change) => {
      const tryId = await strangeTry(change, { status: 'pending', isHeld: false });
      return [['authorisations', 'undecided-of-nobody', tryId]];
    },
  },
  {
    says: 'an intent that nobody asked about for long',
    plant: async (change) => {
      // One that was just written is not told.
      await strangeTry(change, { status: 'intent', isHeld: false });
      const tryId = await strangeTry(change, { status: 'intent', isHeld: false });
      await change(
        'payments',
        `update payment_try set created_at = created_at - interval '1 minute' where try_id = $1`,
        [tryId],
      );
      return [['authorisations', 'undecided-of-nobody', tryId]];
    },
  },
  {
    says: 'an order whose payment was declined',
    story: {},
    plant: async (change, { orderId, tryId }) => {
      await change('payments', `update payment_try set status = 'declined' where try_id = $1`, [
        tryId,
      ]);
      return [
        ['order-payments', 'not-covered', orderId],
        ['provider-books', 'status-differs', tryId],
      ];
    },
  },
  {
    says: 'an order that was sent and whose payment was given back untaken',
    story: {},
    plant: async (change, ids) => {
      await closeInBooks(change, ids, 'fulfilled');
      const { orderId, tryId } = ids;
      const [refused] = await change(
        'orders',
        `insert into fulfilment (order_id, capture_minor, capture_status, capture_failure)
         select id, total_minor, 'failed', 'not-authorised'
         from orders
         where id = $1
         returning capture_minor`,
        [orderId],
      );
      const amountMinor = Number(Object(refused).capture_minor);
      await change('payments', `update payment_try set status = 'voided' where try_id = $1`, [
        tryId,
      ]);
      await enter(change, { tryId, kind: 'release', from: 'hold', to: 'shopper', amountMinor });
      return [
        ['order-payments', 'not-covered', orderId],
        ['provider-books', 'status-differs', tryId],
      ];
    },
  },
  {
    says: 'an order with another sum than its payment',
    story: {},
    plant: async (change, { orderId, tryId }) => {
      await change(
        'payments',
        'update payment_try set amount_minor = amount_minor + 1 where try_id = $1',
        [tryId],
      );
      return [
        ['order-payments', 'other-amount', orderId],
        ['payment-ledger', 'ledger-differs', tryId],
        ['provider-books', 'amount-differs', tryId],
      ];
    },
  },
  {
    says: 'an order that has had less money than was taken',
    story: { isFulfilled: true },
    plant: async (change, { orderId }) => {
      await change(
        'orders',
        'update fulfilment set capture_minor = capture_minor - 1 where order_id = $1',
        [orderId],
      );
      await change(
        'orders',
        'update orders set captured_minor = captured_minor - 1 where id = $1',
        [orderId],
      );
      return [['order-payments', 'other-captured', orderId]];
    },
  },
  {
    says: 'an order that has given less back than its payment',
    story: { isFulfilled: true, isRefunded: true },
    plant: async (change, { orderId }) => {
      await change(
        'orders',
        'update refund set amount_minor = amount_minor - 1 where order_id = $1',
        [orderId],
      );
      await change(
        'orders',
        'update orders set refunded_minor = refunded_minor - 1 where id = $1',
        [orderId],
      );
      return [['order-payments', 'other-refunded', orderId]];
    },
  },
  {
    says: 'a ledger entry that the payment knows nothing of',
    story: {},
    plant: async (change, { tryId }) => {
      await enter(change, { tryId, kind: 'capture', from: 'hold', amountMinor: 1 });
      return [['payment-ledger', 'ledger-differs', tryId]];
    },
  },
];

/** A disagreement planted in the provider's own books. */
interface ProviderPlant {
  says: string;
  story: NonNullable<Plant['story']>;
  kind: string;
  /** Answers the key that must be named. */
  plant: (books: DatabaseSync, ids: StoryIds) => string;
}

const changed =
  (statement: string): ProviderPlant['plant'] =>
  (books, { tryId }) => {
    books.prepare(statement).run(tryId);
    return tryId;
  };

export const providerPlants: readonly ProviderPlant[] = [
  {
    says: 'a charge that our books know nothing of',
    story: {},
    kind: 'missing-in-our-books',
    plant: (books, { tryId }) => {
      const key = randomUUID();
      books
        .prepare(
          `insert into authorisation (
             id, key, request_hash, token, reference, amount, currency, status, answer, created_at,
             changed_at, sequence
           )
           select 'planted', ?, request_hash, token, reference, amount, currency, status, answer,
                  created_at, changed_at, (select max(sequence) + 1 from authorisation)
           from authorisation
           where key = ?`,
        )
        .run(key, tryId);
      return key;
    },
  },
  {
    says: 'a payment that the provider knows nothing of',
    story: {},
    kind: 'missing-at-provider',
    plant: changed('delete from authorisation where key = ?'),
  },
  {
    says: 'a payment that the provider has voided',
    story: {},
    kind: 'status-differs',
    plant: changed(`update authorisation set status = 'voided' where key = ?`),
  },
  {
    says: 'a payment of which the provider has another amount',
    story: {},
    kind: 'amount-differs',
    plant: changed('update authorisation set amount = amount + 1 where key = ?'),
  },
  {
    says: 'a payment of which the provider has taken less',
    story: { isFulfilled: true },
    kind: 'captured-differs',
    plant: changed('update authorisation set captured = captured - 1 where key = ?'),
  },
  {
    says: 'a payment of which the provider has given less back',
    story: { isFulfilled: true, isRefunded: true },
    kind: 'refunded-differs',
    plant: changed('update authorisation set refunded = refunded - 1 where key = ?'),
  },
];

export const eventPlants: readonly Plant[] = [
  {
    says: 'a position without an event',
    plant: async (change) => {
      await change('catalog', 'delete from event where position = 3');
      return [['events', 'gap', '3']];
    },
  },
  {
    says: 'an event beyond the head of its log',
    plant: async (change) => {
      const [event] = await change(
        'pricing',
        `insert into event (position, type, subject, data)
         select head + 5, 'pricing.planted.v1', 'planted', '{}'
         from event_log
         returning position`,
      );
      return [['events', 'beyond-head', String(Object(event).position)]];
    },
  },
  {
    says: 'a subscriber that stands beyond the head of its publisher',
    plant: async (change) => {
      await change(
        'notifications',
        `update subscription set position = position + 1000 where publisher = 'orders'`,
      );
      return [['events', 'subscriber-beyond-head', 'notifications']];
    },
  },
  {
    says: 'a subscription that stands still',
    plant: async (change) => {
      await change(
        'pricing',
        `update subscription set stopped_reason = 'planted' where publisher = 'orders'`,
      );
      return [['events', 'subscription-stopped', 'pricing']];
    },
  },
  {
    says: 'a subscription to a log that was restored',
    plant: async (change) => {
      await change(
        'cart',
        `update subscription set incarnation = uuidv7() where publisher = 'orders'`,
      );
      return [['events', 'other-incarnation', 'cart']];
    },
  },
  {
    says: 'an event that a subscriber has given up',
    plant: async (change) => {
      const eventId = randomUUID();
      await change(
        'payments',
        `insert into parked_event (
           publisher, event_id, position, type, subject, data, occurred_at, tries, last_error
         )
         values ('orders', $1, 1, 'orders.order-placed.v1', 'planted', '{}', now(), 10, 'planted')`,
        [eventId],
      );
      return [['events', 'dead-letter', eventId]];
    },
  },
];
