import fc from 'fast-check';

/** What somebody does to the shop; carts and variants go by their place in the scenario. */
export type Action =
  | { kind: 'add'; cart: number; variant: number; quantity: number }
  | { kind: 'change'; cart: number; variant: number; quantity: number }
  | { kind: 'apply-code'; cart: number }
  | { kind: 'deliver'; variant: number; units: number }
  /** `again` sends the last key of the cart once more, and with it the same body. */
  | { kind: 'check-out'; cart: number; token: 'approve' | 'decline'; again: boolean }
  | { kind: 'fulfil' | 'cancel' | 'refund'; cart: number };

/** A small shelf, a code that serves few times, and rounds of actions done at once. */
export interface Scenario {
  stock: readonly number[];
  codeUsesMax: number;
  rounds: readonly (readonly Action[])[];
}

/** So few that actions meet at the same cart and the same shelf. */
export const cartCount = 4;
const variantMax = 3;

const cart = fc.nat({ max: cartCount - 1 });
const variant = fc.nat({ max: variantMax - 1 });

const edit: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    cart,
    variant,
    quantity: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('change' as const), cart, variant, quantity: fc.nat({ max: 3 }) }),
  fc.record({ kind: fc.constant('apply-code' as const), cart }),
);

const checkOut: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('check-out' as const),
  cart,
  token: fc.constantFrom('approve' as const, 'approve' as const, 'decline' as const),
  again: fc.boolean(),
});

const staffAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('deliver' as const),
    variant,
    units: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('fulfil' as const, 'cancel' as const), cart }),
  fc.record({ kind: fc.constant('refund' as const), cart }),
);

const action = fc.oneof(
  { arbitrary: edit, weight: 4 },
  { arbitrary: checkOut, weight: 4 },
  { arbitrary: staffAction, weight: 3 },
);

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  stock: fc.array(fc.nat({ max: 5 }), { minLength: variantMax, maxLength: variantMax }),
  codeUsesMax: fc.integer({ min: 1, max: 3 }),
  rounds: fc.array(fc.array(action, { minLength: 2, maxLength: 10 }), {
    minLength: 2,
    maxLength: 6,
  }),
});
