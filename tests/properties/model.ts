import type { Action } from './actions.ts';

/** What should be true of a scenario's shelves, carts and orders: a few maps, and no shop. */
export interface Model {
  /** On hand of each variant, by its place. */
  onHand: number[];
  carts: ModelCart[];
  codeUsesMax: number;
  codeUses: number;
}

export interface ModelCart {
  /** Quantity by the variant's place; 0 is no line. */
  lines: number[];
  hasCode: boolean;
  order: ModelOrder | undefined;
  /** What each key of the cart was answered, once it was decided. */
  answers: Map<string, Told>;
}

/** Units by the variant's place. */
export interface ModelOrder {
  id: string;
  lines: readonly number[];
  totalMinor: number;
  isDiscounted: boolean;
  fulfilled: readonly number[];
  cancelled: readonly number[];
  /** Given back by lines; whoever gives an amount back names none. */
  refunded: readonly number[];
  capturedMinor: number;
  refundedMinor: number;
  /** Ids of declarations, by what they name; an empty name is the whole order. */
  withdrawals: ReadonlyMap<string, string>;
}

/** What the shop answered to one action of a round. */
export interface Told {
  action: Action;
  status: number;
  code: string;
  /** Of stock that was adjusted or counted: the units by which it changed. */
  delta?: number;
  /** Of a checkout: the key that was sent, and the order that was told of. */
  key?: string;
  order?: { id: string; lines: readonly number[]; totalMinor: number };
  /** Of a refund: what is given back. */
  amountMinor?: number;
  /** Of a withdrawal: the receipt. */
  receipt?: { id: string; goods: string | null };
}

export const newOrder = (
  placed: NonNullable<Told['order']>,
  o: { isDiscounted: boolean },
): ModelOrder => {
  const none = placed.lines.map(() => 0);
  return {
    ...placed,
    ...o,
    fulfilled: none,
    cancelled: none,
    refunded: none,
    capturedMinor: 0,
    refundedMinor: 0,
    withdrawals: new Map(),
  };
};

export const createModel = (o: {
  stock: readonly number[];
  /** What each holds at first. */
  carts: readonly (readonly number[])[];
  codeUsesMax: number;
}): Model => ({
  onHand: [...o.stock],
  carts: o.carts.map((lines) => ({
    lines: [...lines],
    hasCode: false,
    order: undefined,
    answers: new Map(),
  })),
  codeUsesMax: o.codeUsesMax,
  codeUses: 0,
});

export const shippingMinor = 490;
/** 10, 20 and 30: a tenth of any of them is whole, so rounding is not what is tested here. */
export const priceMinorOf = (variant: number): number => (variant + 1) * 1_000;

export const sumOf = (lines: readonly number[], of: (variant: number) => number): number =>
  lines.reduce((sum, quantity, variant) => sum + quantity * of(variant), 0);

export function totalMinorOf(lines: readonly number[], isDiscounted: boolean): number {
  const goods = sumOf(lines, priceMinorOf);
  return goods - (isDiscounted ? goods / 10 : 0) + shippingMinor;
}

/** Units of an order that are neither sent nor cancelled. */
export const openOf = ({ lines, fulfilled, cancelled }: ModelOrder): number[] =>
  lines.map((units, variant) => units - (fulfilled[variant] ?? 0) - (cancelled[variant] ?? 0));

/** Promised to orders. */
export const allocatedOf = ({ carts }: Model, variant: number): number =>
  carts.reduce((sum, { order }) => sum + (order ? (openOf(order)[variant] ?? 0) : 0), 0);

export function cartOf({ carts }: Model, place: number): ModelCart {
  const cart = carts[place];
  if (cart === undefined) throw new Error(`the scenario has no cart ${place}`);
  return cart;
}
