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

export interface ModelOrder {
  id: string;
  lines: readonly number[];
  totalMinor: number;
  status: 'placed' | 'fulfilled' | 'cancelled';
  isRefunded: boolean;
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
}

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

/** Promised to orders that are neither sent nor cancelled. */
export const allocatedOf = ({ carts }: Model, variant: number): number =>
  carts.reduce(
    (sum, { order }) => sum + (order?.status === 'placed' ? (order.lines[variant] ?? 0) : 0),
    0,
  );

export function cartOf({ carts }: Model, place: number): ModelCart {
  const cart = carts[place];
  if (cart === undefined) throw new Error(`the scenario has no cart ${place}`);
  return cart;
}
