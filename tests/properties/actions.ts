import fc from 'fast-check';

/** What somebody does to the shop; carts and variants go by their place in the scenario. */
export type Action =
  | { kind: 'add'; cart: number; variant: number; quantity: number }
  | { kind: 'change'; cart: number; variant: number; quantity: number }
  | { kind: 'apply-code'; cart: number }
  | { kind: 'remove-code'; cart: number }
  /** `adjust` adds units or takes them away, `count` says how many there are. */
  | { kind: 'adjust' | 'count'; variant: number; units: number }
  /** `again` sends the last key of the cart once more, and with it the same body. */
  | { kind: 'check-out'; cart: number; token: Token; again: boolean }
  | OrderAction;

/** Staff cancel, or the shopper himself with the token of his order; null is the whole order. */
export type OrderAction =
  | { kind: 'fulfil' | 'cancel' | 'cancel-own' | 'refund'; cart: number }
  /** Of the order's lines, counted round and round, until it is told which variant it was. */
  | { kind: 'fulfil-some' | 'refund-line'; cart: number; variant: number; quantity: number }
  | { kind: 'withdraw'; cart: number; goods: 'the boots' | 'the rest' | null };

/** How a shopper pays, and how that ends where nothing else stands in the way. */
export const paymentOutcomes = {
  approve: 'order',
  slow: 'order',
  'challenge-confirm': 'order',
  'approve-lost-answer': 'order',
  'approve-twice-webhook': 'order',
  'approve-webhook-first': 'order',
  decline: 'payment-declined',
  'insufficient-funds': 'payment-declined',
  'challenge-refuse': 'payment-declined',
  unreachable: 'payment-unavailable',
} as const;

export type Token = keyof typeof paymentOutcomes;

/** A small shelf, a code that serves few times, and rounds of actions done at once. */
export interface Scenario {
  stock: readonly number[];
  /** The variant of which each cart holds one at first, since a full cart can be ordered. */
  firstVariants: readonly number[];
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
  fc.record({ kind: fc.constantFrom('apply-code' as const, 'remove-code' as const), cart }),
);

// keys of a complete record
const tokens = Object.keys(paymentOutcomes) as Token[];

const checkOut: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('check-out' as const),
  cart,
  token: fc.oneof(
    { arbitrary: fc.constant('approve' as const), weight: 8 },
    { arbitrary: fc.constantFrom(...tokens), weight: 7 },
  ),
  again: fc.boolean(),
});

const stockAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('adjust' as const),
    variant,
    units: fc.integer({ min: -3, max: 4 }).filter((units) => units !== 0),
  }),
  fc.record({ kind: fc.constant('count' as const), variant, units: fc.nat({ max: 5 }) }),
);

const partOf = <K extends 'fulfil-some' | 'refund-line'>(kind: K) =>
  fc.record({
    kind: fc.constant(kind),
    cart,
    variant,
    quantity: fc.constantFrom(1, 1, 2),
  });

const orderAction: fc.Arbitrary<OrderAction> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('fulfil' as const), cart }), weight: 2 },
  { arbitrary: partOf('fulfil-some'), weight: 3 },
  { arbitrary: partOf('refund-line'), weight: 3 },
  {
    arbitrary: fc.record({
      kind: fc.constantFrom('cancel' as const, 'cancel-own' as const),
      cart,
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ kind: fc.constant('refund' as const), cart }), weight: 1 },
  {
    arbitrary: fc.record({
      kind: fc.constant('withdraw' as const),
      cart,
      goods: fc.constantFrom('the boots' as const, 'the rest' as const, null),
    }),
    weight: 2,
  },
);

const action = fc.oneof(
  { arbitrary: edit, weight: 4 },
  { arbitrary: checkOut, weight: 4 },
  { arbitrary: stockAction, weight: 2 },
  { arbitrary: orderAction, weight: 7 },
);

/** Half of all scenarios begin with orders: there is time to send and refund their parts. */
const opening: readonly (readonly Action[])[] = [
  [0, 1].map((place) => ({ kind: 'add', cart: place, variant: place, quantity: 2 })),
  [0, 1].map((place) => ({ kind: 'check-out', cart: place, token: 'approve', again: false })),
];

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  stock: fc.array(fc.nat({ max: 5 }), { minLength: variantMax, maxLength: variantMax }),
  firstVariants: fc.array(variant, { minLength: cartCount, maxLength: cartCount }),
  codeUsesMax: fc.integer({ min: 1, max: 3 }),
  rounds: fc
    .tuple(
      fc.constantFrom([], opening),
      fc.array(fc.array(action, { minLength: 2, maxLength: 10 }), { minLength: 3, maxLength: 8 }),
    )
    .map(([first, rounds]) => [...first, ...rounds]),
});
