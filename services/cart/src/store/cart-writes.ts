import {
  type Batch,
  boundedBy,
  createBatch,
  type Database,
  runStatement,
  statement,
} from '@cartwright/database';
import { CART_LINES_MAX, LINE_QUANTITY_MAX, type LineInput } from '../../contract/index.ts';
import type { StoredCart } from '../domain/assemble-cart.ts';
import type { LoadedCart } from '../queries/load-cart.ts';
import type { OutcomeRow } from './cart-outcome.ts';
import type { DB } from './tables.generated.ts';

interface NewCart {
  id: string;
  currency: string;
  lines: readonly LineInput[];
}

interface AddedLines {
  /** Tells two equal requests apart: both count. */
  requestId: string;
  cartId: string;
  lines: readonly LineInput[];
}

interface Lock {
  cartId: string;
  attemptId: string;
}

/** The frequent writes of guests, each carried together with those of their neighbours. */
export interface CartWrites {
  /** Answers the lines as they were stored. The caller has checked the limits of lines. */
  create: Batch<NewCart, StoredCart['lines']>;
  /** Answers what the cart then holds, when it is done. */
  addLines: Batch<AddedLines, OutcomeRow & OpenCart>;
  lockForCheckout: Batch<Lock, OutcomeRow & FrozenCart>;
}

type OpenCart = Pick<StoredCart, 'id' | 'currency' | 'couponCodes' | 'lines'>;

/** What a checkout needs to know of a cart that it holds. */
export type FrozenCart = Pick<
  LoadedCart,
  'id' | 'currency' | 'shopperId' | 'couponCodes' | 'version' | 'lines'
>;

export const cartWritesIn = (db: Database<DB>): CartWrites => ({
  create: creatingIn(db),
  addLines: addingIn(db),
  lockForCheckout: lockingIn(db),
});

const createAll = statement<{ id: string; lines: StoredCart['lines'] }>(`
  with member as (
    select *
    from jsonb_to_recordset($1::jsonb) as given (id text, currency text, lines jsonb)
  ), made as (
    insert into cart (id, currency)
    select id, currency
    from member
    order by id
    on conflict (id) do nothing
    returning id
  ), filled as (
    insert into cart_line (cart_id, variant_id, quantity)
    select id, variant_id, quantity
    from (
      select id,
             (line ->> 'variantId')::uuid as variant_id,
             sum((line ->> 'quantity')::integer)::integer as quantity,
             min(place) as place
      from member,
      jsonb_array_elements(lines) with ordinality as list (line, place)
      where id = any (array(select id from made))
      group by 1, 2
    ) as wanted
    order by id, place
    returning id, cart_id, variant_id, quantity
  ), line as (
    select id, cart_id, variant_id, quantity
    from filled
    union all
    -- Made by an earlier run of this batch.
    select cart_line.id, cart_line.cart_id, cart_line.variant_id, cart_line.quantity
    from member
    join cart_line on cart_line.cart_id = member.id
  )
  select cart_id as id,
         jsonb_agg(
           jsonb_build_object('id', id, 'variantId', variant_id, 'quantity', quantity)
           order by line.id
         ) as lines
  from line
  group by cart_id
`);

const creatingIn = (db: Database<DB>): CartWrites['create'] =>
  createBatch({
    name: 'cart.create',
    keyOf: ({ id }) => id,
    run: async (members) => {
      const rows = await runStatement(db, createAll, [JSON.stringify(members)]);
      const made = new Map(rows.map(({ id, lines }) => [id, lines]));
      return new Map(members.map(({ id }) => [id, made.get(id) ?? []]));
    },
  });

const addToAll = statement<OutcomeRow & OpenCart & { requestId: string }>(`
  select request_id as "requestId",
         outcome,
         attempt_id,
         order_id,
         variant_id,
         id,
         currency,
         coupon_codes as "couponCodes",
         lines
  from add_lines_together(${boundedBy('$4', '$1::jsonb')}, $2, $3)
`);

const addingIn = (db: Database<DB>): CartWrites['addLines'] =>
  createBatch({
    name: 'cart.add-lines',
    // Without a key of the client nobody knows whether lines were added: they are not added again.
    kind: 'write-once',
    keyOf: ({ requestId }) => requestId,
    run: async (members, { lockTimeout }) => {
      const list = JSON.stringify(members);
      const values = [list, LINE_QUANTITY_MAX, CART_LINES_MAX, lockTimeout];
      const rows = await runStatement(db, addToAll, values);
      return new Map(rows.map((row) => [row.requestId, row]));
    },
  });

type LockedRow = OutcomeRow &
  Omit<FrozenCart, 'lines'> & { lines: FrozenCart['lines'] | null; forAttempt: string };

const lockAll = statement<LockedRow>(`
  select cart_id as id,
         for_attempt as "forAttempt",
         outcome,
         attempt_id,
         order_id,
         null as variant_id,
         currency,
         shopper_id as "shopperId",
         coupon_codes as "couponCodes",
         version,
         lines
  from lock_carts_for_checkout(${boundedBy('$2', '$1::jsonb')})
`);

const lockingIn = (db: Database<DB>): CartWrites['lockForCheckout'] =>
  createBatch({
    name: 'cart.lock-for-checkout',
    keyOf: ({ cartId, attemptId }) => `${cartId} ${attemptId}`,
    run: async (members, { lockTimeout }) => {
      const rows = await runStatement(db, lockAll, [JSON.stringify(members), lockTimeout]);
      return new Map(
        rows.map((row) => [`${row.id} ${row.forAttempt}`, { ...row, lines: row.lines ?? [] }]),
      );
    },
  });
