import { randomUUID } from 'node:crypto';
import { type Change, moveStock, promise, reservation } from './books.ts';
import type { StoryIds, StoryOptions } from './stories.ts';

/** A disagreement that somebody planted, and what verify must say of it. */
export interface Plant {
  /** What is wrong, in words. */
  says: string;
  /** The story that it is planted in; a name of its own makes it the only one there. */
  story?: Omit<StoryOptions, 'name'> & { isFulfilled?: boolean; isRefunded?: boolean };
  /** Answers the disagreements that must be found: rule, kind, and the id that they name. */
  plant: (change: Change, ids: StoryIds) => Promise<Expected[]>;
}

export type Expected = readonly [rule: string, kind: string, id: string];

const stockPlants: Plant[] = [
  {
    says: 'a piece on hand that no ledger entry explains',
    story: {},
    plant: async (change, { variantId }) => {
      await change('inventory', 'update stock set on_hand = on_hand + 1 where stock_item_id = $1', [
        variantId,
      ]);
      return [['stock', 'ledger-differs', variantId]];
    },
  },
  {
    says: 'pieces of one item at two locations that no ledger entry explains',
    story: {},
    plant: async (change, { variantId }) => {
      const placed = await change(
        'inventory',
        `with place as (
           insert into location (code, name, priority)
           values ('north', 'North', 8), ('south', 'South', 9)
           returning id
         )
         insert into stock (stock_item_id, location_id, on_hand)
         select $1, id, 1
         from place
         returning location_id as id`,
        [variantId],
      );
      return placed.map((place): Expected => ['stock', 'ledger-differs', Object(place).id]);
    },
  },
  {
    says: 'an allocated piece that is promised to nobody',
    story: {},
    plant: async (change, { variantId }) => {
      await moveStock(change, { variantId, reserved: 0, allocated: 1 });
      return [['stock', 'promises-differ', variantId]];
    },
  },
  {
    says: 'a hold of a checkout that nobody knows',
    story: {},
    plant: async (change, { variantId }) => {
      const attemptId = randomUUID();
      await reservation(change, { attemptId, status: 'confirmed' });
      await promise(change, { attemptId, variantId, reserved: 1 });
      return [['reservations', 'hold-of-nobody', attemptId]];
    },
  },
  {
    says: 'stock of a placed order that is still reserved',
    story: {},
    plant: async (change, { variantId, attemptId }) => {
      await promise(change, { attemptId, variantId, reserved: 2, allocated: -2 });
      await change(
        'inventory',
        `update reservation set status = 'confirmed', order_id = null where attempt_id = $1`,
        [attemptId],
      );
      return [
        ['reservations', 'still-reserved', attemptId],
        ['allocations', 'allocated-quantity', attemptId],
      ];
    },
  },
  {
    says: 'stock that an open checkout has held for a day',
    story: { isOpen: true },
    plant: async (change, { attemptId }) => {
      await change(
        'inventory',
        `update reservation set created_at = now() - interval '25 hours' where attempt_id = $1`,
        [attemptId],
      );
      return [['reservations', 'hold-too-old', attemptId]];
    },
  },
  {
    says: 'an open checkout whose stock was given away',
    story: { isOpen: true },
    plant: async (change, { attemptId }) => {
      await change('inventory', 'select release_reservation($1, 5)', [attemptId]);
      return [['reservations', 'no-hold', attemptId]];
    },
  },
  {
    says: 'an open checkout that holds more than it asked for',
    story: { isOpen: true },
    plant: async (change, { attemptId, variantId }) => {
      await promise(change, { attemptId, variantId, reserved: 1 });
      return [['reservations', 'held-quantity', attemptId]];
    },
  },
  {
    says: 'units that an ended reservation still holds',
    story: {},
    plant: async (change, { variantId }) => {
      const attemptId = randomUUID();
      await reservation(change, { attemptId, status: 'released' });
      await promise(change, { attemptId, variantId, reserved: 1 });
      return [['reservations', 'promise-of-ended-hold', attemptId]];
    },
  },
  {
    says: 'stock allocated to an order that does not exist',
    story: {},
    plant: async (change, { variantId }) => {
      const attemptId = randomUUID();
      await reservation(change, { attemptId, status: 'allocated', orderId: randomUUID() });
      await promise(change, { attemptId, variantId, allocated: 1 });
      return [['allocations', 'allocation-of-nobody', attemptId]];
    },
  },
  {
    says: 'an order with more allocated than it has to send',
    story: {},
    plant: async (change, { attemptId, variantId }) => {
      await promise(change, { attemptId, variantId, allocated: 1 });
      return [['allocations', 'allocated-quantity', attemptId]];
    },
  },
];

const orderPlants: Plant[] = [
  {
    says: 'an order that a shopper was told of and that is gone',
    story: {},
    plant: async (change, { attemptId, orderId }) => {
      await change('orders', 'delete from order_line where order_id = $1', [orderId]);
      await change('orders', 'delete from orders where id = $1', [orderId]);
      return [
        ['checkouts', 'order-missing', orderId],
        ['allocations', 'allocation-of-nobody', attemptId],
      ];
    },
  },
  {
    says: 'an order whose shopper was refused',
    story: {},
    plant: async (change, { attemptId, orderId }) => {
      await change(
        'checkout',
        `update checkout_attempt
         set state = 'refused', order_id = null, order_number = null, problem = '{}'
         where id = $1`,
        [attemptId],
      );
      return [['checkouts', 'order-of-refused-checkout', orderId]];
    },
  },
  {
    says: 'a subtotal that is not the sum of the lines',
    story: {},
    plant: async (change, { orderId }) => {
      await change(
        'orders',
        'update orders set subtotal_minor = subtotal_minor + 1 where id = $1',
        [orderId],
      );
      return [['order-totals', 'sum-differs', orderId]];
    },
  },
  {
    says: 'a tax that its rate does not make, though all sums add up',
    story: {},
    plant: async (change, { orderId }) => {
      await change(
        'orders',
        'update order_line set tax_minor = tax_minor + 1 where order_id = $1',
        [orderId],
      );
      await change(
        'orders',
        `update orders
         set tax_total_minor = tax_total_minor + 1,
             taxes = jsonb_set(taxes, '{0,amount,amount}', to_jsonb(tax_total_minor + 1))
         where id = $1`,
        [orderId],
      );
      return [['order-totals', 'sum-differs', orderId]];
    },
  },
];

const couponPlants: Plant[] = [
  {
    says: 'a code that counts a use too many',
    story: { hasCode: true },
    plant: async (change, { attemptId }) => {
      const [promotion] = await change(
        'pricing',
        `update promotion set uses_count = uses_count + 1 ${promotionsOf} returning id`,
        [attemptId],
      );
      return [['coupon-uses', 'count-differs', Object(promotion).id]];
    },
  },
  ...(['held', 'used'] as const).map(
    (state): Plant => ({
      says: `a use that is ${state} for a checkout that nobody knows`,
      story: { hasCode: true },
      plant: async (change, { attemptId }) => {
        const stranger = randomUUID();
        await change(
          'pricing',
          `insert into coupon_attempt (attempt_id, state, code_keys, customer_hash, ended_at)
           select $2::uuid, $3::text, code_keys, 'planted',
                  case when $3::text = 'used' then now() end
           from coupon_attempt
           where attempt_id = $1`,
          [attemptId, stranger, state],
        );
        await change(
          'pricing',
          `insert into coupon_use (promotion_id, attempt_id, customer_hash)
           select promotion_id, $2::uuid, 'planted'
           from coupon_use
           where attempt_id = $1`,
          [attemptId, stranger],
        );
        await change(
          'pricing',
          `update promotion set uses_count = uses_count + 1 ${promotionsOf}`,
          [stranger],
        );
        const kind = state === 'held' ? 'codes-held-for-nobody' : 'use-without-order';
        return [['coupon-uses', kind, stranger]];
      },
    }),
  ),
  {
    says: 'an order with a code whose use was given back',
    story: { hasCode: true },
    plant: async (change, { attemptId, orderId }) => {
      await change('pricing', `update promotion set uses_count = uses_count - 1 ${promotionsOf}`, [
        attemptId,
      ]);
      await change('pricing', 'delete from coupon_use where attempt_id = $1', [attemptId]);
      await change(
        'pricing',
        `update coupon_attempt set state = 'released' where attempt_id = $1`,
        [attemptId],
      );
      return [['coupon-uses', 'order-without-use', orderId]];
    },
  },
  {
    says: 'an order whose use is not final',
    story: { hasCode: true },
    plant: async (change, { attemptId, orderId }) => {
      await change(
        'pricing',
        `update coupon_attempt set state = 'held', ended_at = null where attempt_id = $1`,
        [attemptId],
      );
      return [['coupon-uses', 'use-not-final', orderId]];
    },
  },
  {
    says: 'an order that counts fewer uses than it has codes',
    story: { hasCode: true },
    plant: async (change, { attemptId }) => {
      await change(
        'pricing',
        `update coupon_attempt set code_keys = array_append(code_keys, 'another') where attempt_id = $1`,
        [attemptId],
      );
      return [['coupon-uses', 'uses-differ', attemptId]];
    },
  },
  {
    says: 'codes that an open checkout has held for a day',
    story: { hasCode: true, isOpen: true },
    plant: async (change, { attemptId }) => {
      await change(
        'pricing',
        `update coupon_attempt set held_at = now() - interval '25 hours' where attempt_id = $1`,
        [attemptId],
      );
      return [['coupon-uses', 'codes-held-too-long', attemptId]];
    },
  },
];

const promotionsOf = 'where id in (select promotion_id from coupon_use where attempt_id = $1)';

export const plants: readonly Plant[] = [...stockPlants, ...orderPlants, ...couponPlants];
